using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>All verdicts at a glance: a row for each pair of arms, a column for each outcome.</summary>
internal sealed record VerdictGrid(IReadOnlyList<string> Outcomes, IReadOnlyList<string> Contrasts, IReadOnlyList<ContrastResult> Cells) : IBlock
{
    /// <summary>Verdicts as results and style sheet have them.</summary>
    public static IReadOnlyList<string> Words { get; } = ["difference", "equivalent", "identical", "undecided", "refused"];

    public void Write(PageText page)
    {
        page.Tag("<div class=\"grid-of\"><h3>Verdicts at a glance</h3><p class=\"note\">").Text("The difference of the two arms over seeds, with its 95 % interval. The whole reason of a verdict stands in the section of its outcome.");
        page.Tag("</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"verdicts\"><table><thead><tr><th scope=\"col\">arms</th>");
        foreach (var outcome in Outcomes) page.Tag("<th scope=\"col\">").Text(outcome).Tag("</th>");
        page.Tag("</tr></thead><tbody>");
        foreach (var contrast in Contrasts)
        {
            page.Tag("<tr><th scope=\"row\">").Text(contrast).Tag("</th>");
            foreach (var outcome in Outcomes) Write(page, Cells.FirstOrDefault(c => c.Outcome == outcome && Name(c) == contrast));
            page.Tag("</tr>");
        }

        page.Tag("</tbody></table></div></div>");
    }

    public static string Name(ContrastResult contrast) => $"{contrast.Left} - {contrast.Right}";

    private static void Write(PageText page, ContrastResult? cell)
    {
        page.Tag("<td>");
        // the class is one of the program's own words
        if (cell is not null) page.Tag($"<span class=\"pill {(Words.Contains(cell.Verdict) ? cell.Verdict : "undecided")}\">").Text(cell.Verdict).Tag("</span>");
        if (cell?.Mean is { } mean) page.Tag("<small>").Text($"{Markup.Number(mean)}{(cell is { Low: { } low, High: { } high } ? $" [{Markup.Number(low)}, {Markup.Number(high)}]" : "")}").Tag("</small>");
        page.Tag("</td>");
    }
}
