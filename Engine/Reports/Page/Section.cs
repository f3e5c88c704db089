namespace PersonaSim.Engine.Reports.Page;

/// <summary>A part of a page with its own entry in the table of contents.</summary>
/// <param name="Lead">What it is about, in a sentence or two.</param>
public sealed record Section(string Id, string Title, string Lead, IReadOnlyList<IBlock> Blocks)
{
    /// <summary>Depends on the machine, the clock or the run's name, not on what happened: two runs of one history may differ here, and only here.</summary>
    public bool Varies { get; init; }
}
