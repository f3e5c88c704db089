namespace PersonaSim.Engine.Reports.Page;

/// <summary>A paragraph.</summary>
public sealed record Prose(string Text) : IBlock
{
    public void Write(PageText page) => page.Element("p", Text);
}
