namespace PersonaSim.Engine.Reports.Page;

/// <summary>A text to be taken along as it stands: LaTeX, SQL, a configuration.</summary>
/// <param name="Folded">Under this heading, to be opened; null: in sight.</param>
public sealed record CodeBlock(string Id, string Title, string Text, bool Folded = true) : IBlock
{
    public void Write(PageText page)
    {
        var id = page.Id(Id);
        page.Tag(Folded ? "<details class=\"fold\"><summary>" : "<div class=\"fold\"><p>").Text(Title).Tag(Folded ? "</summary>" : "</p>");
        page.Tag($"<button type=\"button\" class=\"small\" data-copy=\"{id}\">copy</button><pre id=\"{id}\" tabindex=\"0\">").Text(Text).Tag(Folded ? "</pre></details>" : "</pre></div>");
    }
}
