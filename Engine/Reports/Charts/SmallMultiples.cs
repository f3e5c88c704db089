namespace PersonaSim.Engine.Reports.Charts;

/// <summary>Charts of one kind side by side in one picture.</summary>
public sealed record SmallMultiples(string Title, string Description, IReadOnlyList<IChart> Panels) : IChart
{
    public int Columns { get; init; } = 3;

    /// <summary>A panel's height over its width, its heading not counted.</summary>
    public double PanelAspect { get; init; } = 0.75;

    /// <summary>Names of the series that all panels share.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    public double Aspect => ((Lines * ((PanelWidth(Svg.WideWidth) * PanelAspect) + Heading)) + (Series.Count > 1 ? 24 : 0)) / Svg.WideWidth;

    public bool Wide => true;

    private const double Gap = 16, Heading = 26;

    private int Lines => (Panels.Count + Columns - 1) / Columns;

    public void Draw(Svg svg, Box box)
    {
        var legend = Marks.Legend(svg, box, Series);
        var width = PanelWidth(box.Width);
        for (var i = 0; i < Panels.Count; i++)
        {
            var (x, y) = (box.X + (i % Columns * (width + Gap)), box.Y + legend + (i / Columns * ((width * PanelAspect) + Heading)));
            svg.Text(x, y + 15, Svg.Fit(Panels[i].Title, width), "panel");
            Panels[i].Draw(svg, new Box(x, y + Heading - 4, width, width * PanelAspect));
        }
    }

    private double PanelWidth(double all) => (all - (Gap * (Columns - 1))) / Columns;
}
