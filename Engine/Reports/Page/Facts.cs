namespace PersonaSim.Engine.Reports.Page;

/// <summary>Names with what they are, perhaps folded away.</summary>
public sealed record Facts(IReadOnlyList<(string Name, string Value)> Items, string? Folded = null) : IBlock
{
    public void Write(PageText page)
    {
        if (Folded is { } summary) page.Tag("<details class=\"fold\"><summary>").Text(summary).Tag("</summary>");
        page.Tag("<dl class=\"facts\">");
        foreach (var (name, value) in Items) page.Element("dt", name).Element("dd", value);
        page.Tag(Folded is null ? "</dl>" : "</dl></details>");
    }
}
