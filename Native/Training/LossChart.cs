using System.Globalization;
using System.Text;

namespace PersonaSim.Native.Training;

/// <summary>The losses as a picture: training thin, validation thick.</summary>
internal static class LossChart
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 56;
    private const int Right = 16;
    private const int Top = 34;
    private const int Bottom = 40;
    private const int MostPoints = 600; // more than the picture has columns shows nothing new

    public static string Draw(IReadOnlyList<TrainingProgress> rows, string title)
    {
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n"));
        svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"20\">{Escape(title)}: loss in nats by step; thin: training, thick: validation</text>\n"));
        var most = Math.Max(1, rows.Count == 0 ? 1 : rows[^1].Step);
        var high = Math.Max(0.1, rows.Count == 0 ? 1 : rows.Max(r => Math.Max(r.Loss, r.Validation ?? 0)));
        double X(long step) => Left + ((Width - Left - Right) * (double)step / most);
        double Y(double loss) => Top + ((Height - Top - Bottom) * (1 - (loss / high)));
        for (var i = 0; i <= 4; i++)
        {
            var (loss, step) = (high * i / 4, most * i / 4);
            svg.Append(string.Create(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(loss):0.0}\" y2=\"{Y(loss):0.0}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{Y(loss) + 4:0.0}\" text-anchor=\"end\">{loss:0.00}</text><text x=\"{X(step):0.0}\" y=\"{Height - 16}\" text-anchor=\"middle\">{step}</text>\n"));
        }

        var every = Math.Max(1, (rows.Count + MostPoints - 1) / MostPoints);
        Line(svg, rows.Where((_, i) => i % every == 0).Select(r => (X(r.Step), Y(r.Loss))), "#7aa6d8", 1);
        Line(svg, rows.Where(r => r.Validation is not null).Select(r => (X(r.Step), Y(r.Validation!.Value))), "#b03a2e", 2.5);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, IEnumerable<(double X, double Y)> points, string colour, double width) =>
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" points=\"{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.0},{p.Y:0.0}")))}\"/>\n");

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
