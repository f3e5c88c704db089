using System.Reflection;

namespace PersonaSim.Engine.Reports.Page;

/// <summary>
/// One HTML file that needs nothing else: style and script stand in it, and its own policy forbids it to fetch anything. Any part of the program
/// that shows numbers fills one with sections.
/// </summary>
/// <param name="Header">The one line that may name runs and times; null: none.</param>
/// <param name="Banners">What must be read before anything is believed.</param>
public sealed record ReportPage(string Title, string Subtitle, string? Header, IReadOnlyList<string> Banners, IReadOnlyList<Section> Sections)
{
    /// <summary>Between these two comments stands what may differ between two runs of one history.</summary>
    public const string VariesFrom = "<!-- varies -->", VariesTo = "<!-- /varies -->";

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

    public string Html()
    {
        var page = new PageText();
        page.Tag("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Tag($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n");
        page.Element("title", Title).Tag("\n<style>\n").Tag(Part("page.css")).Tag("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">to the content</a>\n<header class=\"top\"><div>");
        page.Element("h1", Title).Element("p", Subtitle, "subtitle");
        if (Header is not null) page.Tag(VariesFrom).Element("p", Header, "run").Tag(VariesTo);
        page.Tag("</div><button type=\"button\" id=\"theme\" aria-label=\"switch between light and dark\">light / dark</button></header>\n");
        foreach (var banner in Banners) page.Tag("<p class=\"banner\" role=\"note\">").Text(banner).Tag("</p>\n");
        page.Tag("<div class=\"body\"><nav aria-label=\"sections\"><ol>");
        foreach (var section in Sections) page.Tag($"<li><a href=\"#{section.Id}\">").Text(section.Title).Tag("</a></li>");
        page.Tag("</ol></nav>\n<main id=\"content\">\n");
        foreach (var section in Sections) Write(page, section);
        return page.Tag("</main></div>\n<script>\n").Tag(Part("page.js")).Tag("</script>\n</body>\n</html>\n").ToString();
    }

    private static void Write(PageText page, Section section)
    {
        page.Tag(section.Varies ? VariesFrom : "").Tag($"<section id=\"{page.Id(section.Id)}\"><h2>").Text(section.Title).Tag("</h2>");
        if (section.Lead.Length > 0) page.Element("p", section.Lead, "lead");
        page.Tag("<div class=\"blocks\">");
        foreach (var block in section.Blocks) block.Write(page);
        page.Tag("</div></section>").Tag(section.Varies ? VariesTo : "").Tag("\n");
    }

    private static string Part(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page/" + name) ?? throw new InvalidOperationException($"The program was built without page/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
