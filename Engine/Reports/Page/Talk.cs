namespace PersonaSim.Engine.Reports.Page;

/// <summary>A conversation, line by line.</summary>
public sealed record Talk(string Title, string Note, IReadOnlyList<(string Who, string About, string Text)> Lines) : IBlock
{
    public void Write(PageText page)
    {
        page.Tag("<article class=\"talk\">").Element("h4", Title).Element("p", Note, "note").Tag("<ol>");
        var first = Lines.Count > 0 ? Lines[0].Who : "";
        foreach (var (who, about, text) in Lines)
        {
            page.Tag(who == first ? "<li>" : "<li class=\"other\">").Element("b", who).Tag(" ").Element("small", about).Element("span", text).Tag("</li>");
        }

        page.Tag("</ol></article>");
    }
}
