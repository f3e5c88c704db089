using PersonaSim.Engine.Runs;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>What a command line asks of a run beyond its configuration.</summary>
/// <param name="Mock">The rules answer for every mind, whatever the configuration names.</param>
internal sealed record RunRequest(bool Mock)
{
    /// <summary>A run begins, for which the dose cards are read; one that goes on has what they said.</summary>
    public bool Begins { get; init; }

    /// <summary>Where prompts are read; null: the product's own.</summary>
    public string? Prompts { get; init; }

    /// <summary>Another run, whose measured choices (flash attention, layout, threads) are taken over instead of being measured again: runs that are compared share them.</summary>
    public RunManifest? Like { get; init; }

    /// <summary>The people that a run began with, where its configuration's table may have been changed or deleted since; null: the table.</summary>
    public string? People { get; init; }
}
