namespace PersonaSim.Engine.Reports.Page;

/// <summary>A few numbers that everybody wants first.</summary>
public sealed record Tiles(IReadOnlyList<(string Name, string Value)> Items) : IBlock
{
    public void Write(PageText page)
    {
        page.Tag("<dl class=\"tiles\">");
        foreach (var (name, value) in Items) page.Tag("<div>").Element("dt", name).Element("dd", value).Tag("</div>");
        page.Tag("</dl>");
    }
}
