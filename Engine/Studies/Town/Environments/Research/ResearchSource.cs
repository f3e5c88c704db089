namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>A document: <c>D4</c>, the tax book.</summary>
internal sealed record ResearchSource(string Id, string Title)
{
    public override string ToString() => $"{Id}, {Title}";
}
