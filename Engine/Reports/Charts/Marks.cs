using System.Text;

namespace PersonaSim.Engine.Reports.Charts;

/// <summary>How series are told apart: by colour, and by shape for those who see colours otherwise or print without.</summary>
internal static class Marks
{
    public const int Colours = 7;

    public static string Colour(int series) => $"s{(series % Colours) + 1}";

    public static void Point(Svg svg, double x, double y, int series, double size, string? tip = null)
    {
        var fill = $"dot {Colour(series)}";
        switch (series % 4)
        {
            case 0: svg.Circle(x, y, size, fill, tip); break;
            case 1: svg.Path($"M{Svg.N(x - size)} {Svg.N(y - size)}H{Svg.N(x + size)}V{Svg.N(y + size)}H{Svg.N(x - size)}Z", fill, tip); break;
            case 2: svg.Path($"M{Svg.N(x)} {Svg.N(y - (1.3 * size))}L{Svg.N(x + (1.2 * size))} {Svg.N(y + size)}H{Svg.N(x - (1.2 * size))}Z", fill, tip); break;
            default: svg.Path($"M{Svg.N(x)} {Svg.N(y - (1.4 * size))}L{Svg.N(x + (1.4 * size))} {Svg.N(y)}L{Svg.N(x)} {Svg.N(y + (1.4 * size))}L{Svg.N(x - (1.4 * size))} {Svg.N(y)}Z", fill, tip); break;
        }
    }

    /// <summary>Lines of names with their marks; how high they became.</summary>
    public static double Legend(Svg svg, Box box, IReadOnlyList<string> names)
    {
        const double row = 18, gap = 14;
        if (names.Count < 2) return 0;
        var (x, y) = (box.X, box.Y + 11);
        for (var i = 0; i < names.Count; i++)
        {
            var name = Svg.Fit(names[i], box.Width - 20);
            var width = 14 + Svg.Measure(name);
            if (x > box.X && x + width > box.Right) (x, y) = (box.X, y + row);
            Point(svg, x + 4, y - 4, i, 4);
            svg.Text(x + 13, y, name);
            x += width + gap;
        }

        return y + 9 - box.Y;
    }

    public static string Polyline(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points) path.Append(path.Length == 0 ? 'M' : 'L').Append(Svg.N(x)).Append(' ').Append(Svg.N(y));
        return path.ToString();
    }
}
