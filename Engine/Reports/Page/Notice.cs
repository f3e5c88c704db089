namespace PersonaSim.Engine.Reports.Page;

/// <summary>One clear line: what is missing, or what must not be overlooked.</summary>
/// <param name="Loud">Across the page in a colour of its own.</param>
public sealed record Notice(string Text, bool Loud = false) : IBlock
{
    public void Write(PageText page) => page.Tag(Loud ? "<p class=\"notice loud\" role=\"note\">" : "<p class=\"notice\">").Text(Text).Tag("</p>");
}
