using PersonaSim.Engine.Reports.Charts;

namespace PersonaSim.Engine.Reports.Page;

/// <summary>A chart or a table with everything behind it: the picture as SVG and PNG, the numbers as a table and as CSV, the query.</summary>
/// <param name="Chart">Null: the first evidence is shown as a table.</param>
public sealed record Figure(string Id, string Title, string Note, IChart? Chart, IReadOnlyList<Evidence> Evidence) : IBlock
{
    // what lies behind is in the CSV, all of it
    private const int MostRows = 150;

    /// <summary>Rows of the table that is shown where there is no chart.</summary>
    public int ShownRows { get; init; } = 60;

    public void Write(PageText page)
    {
        var id = page.Id(Id);
        page.Tag($"<figure id=\"{id}\" class=\"{(Chart is null or { Wide: true } ? "wide" : "card")}\"><figcaption><h3>").Text(Title).Tag("</h3>");
        if (Note.Length > 0) page.Element("p", Note, "note");
        page.Tag("</figcaption>");
        if (Chart is not null) page.Tag("<div class=\"picture\">").Tag(Svg.Of(Chart, page.Id(id + "-svg"))).Tag("</div>");
        else if (Evidence.Count > 0) page.Table(Evidence[0].Rows, Title, ShownRows);
        page.Tag("<div class=\"tools\">");
        if (Chart is not null) page.Tag($"<button type=\"button\" data-save=\"svg\" data-of=\"{id}\">save SVG</button><button type=\"button\" data-save=\"png\" data-of=\"{id}\">save PNG</button>");
        page.Tag("<details><summary>data</summary>");
        for (var i = 0; i < Evidence.Count; i++) Write(page, id, i);
        page.Tag("</details></div></figure>");
    }

    private void Write(PageText page, string id, int i)
    {
        var (evidence, own) = (Evidence[i], page.Id($"{id}-data-{i + 1}"));
        page.Tag($"<div class=\"evidence\" id=\"{own}\"><h4>").Text(evidence.Name).Tag("</h4>");
        if (evidence.Formula is { } formula) page.Element("p", formula, "note");
        // the figure's own table stands there in any case
        if (page.Before(evidence, own) is { } there && (Chart is not null || i > 0))
        {
            page.Tag($"<p class=\"note\">The same query and rows as <a href=\"#{there}\">there</a>.</p><button type=\"button\" class=\"small\" data-csv=\"{there}-csv\" data-name=\"{there}.csv\">save CSV</button></div>");
            return;
        }

        if (evidence.Query is { } query) page.Tag($"<pre class=\"query\" id=\"{page.Id(own + "-sql")}\" tabindex=\"0\">").Text(query).Tag($"</pre><button type=\"button\" class=\"small\" data-copy=\"{own}-sql\">copy the query</button>");
        page.Tag($"<button type=\"button\" class=\"small\" data-csv=\"{own}-csv\" data-name=\"{own}.csv\">save CSV</button>");
        if (Chart is not null || i > 0) page.Table(evidence.Rows, evidence.Name, MostRows);
        var shown = Chart is not null || i > 0 ? MostRows : ShownRows;
        if (evidence.Rows.Rows.Count > shown) page.Element("p", $"The first {shown} of {evidence.Rows.Rows.Count} rows; the CSV has all.", "note");
        // inside a template nothing is drawn and nothing runs
        page.Tag($"<template id=\"{page.Id(own + "-csv")}\">").Text(evidence.Rows.Csv()).Tag("</template></div>");
    }
}
