using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Reports.Charts;

/// <summary>
/// An SVG picture as text. Colours are classes (the page's themes say which), text stays text, numbers have one decimal, so that the same
/// data give the same bytes on every machine.
/// </summary>
public sealed class Svg
{
    /// <summary>Units across a picture. At a phone's width a unit is three quarters of a pixel, so that letters of 12 units can still be read there.</summary>
    public const double Width = 410, WideWidth = 720;

    private const double LetterWidth = 0.56; // of a sans-serif letter, in heights, on average

    private readonly StringBuilder _text = new();

    private Svg()
    {
    }

    /// <summary>A whole picture.</summary>
    /// <param name="id">Of the picture on its page; its title and description get ids from it.</param>
    public static string Of(IChart chart, string id)
    {
        var width = chart.Wide ? WideWidth : Width;
        var height = Math.Round(width * chart.Aspect);
        var svg = new Svg();
        svg._text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{Markup.Escape(id)}\" class=\"chart\" viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" aria-labelledby=\"{Markup.Escape(id)}-t {Markup.Escape(id)}-d\">");
        svg._text.Append(CultureInfo.InvariantCulture, $"<title id=\"{Markup.Escape(id)}-t\">{Markup.Escape(chart.Title)}</title><desc id=\"{Markup.Escape(id)}-d\">{Markup.Escape(chart.Description)}</desc>");
        chart.Draw(svg, new Box(0, 0, width, height));
        return svg._text.Append("</svg>").ToString();
    }

    /// <summary>About how long a text is.</summary>
    public static double Measure(string text, double size = 12) => text.Length * size * LetterWidth;

    /// <summary>A text that fits, with an ellipsis where something had to go.</summary>
    public static string Fit(string text, double width, double size = 12)
    {
        var most = Math.Max(2, (int)(width / (size * LetterWidth)));
        return text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
    }

    public static string N(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    public Svg Line(double x1, double y1, double x2, double y2, string classes, double? width = null, double? opacity = null)
    {
        _text.Append($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{classes}\"");
        if (width is { } w) _text.Append($" stroke-width=\"{N(w)}\"");
        if (opacity is { } o) _text.Append(CultureInfo.InvariantCulture, $" stroke-opacity=\"{Math.Round(o, 2):0.##}\"");
        _text.Append("/>");
        return this;
    }

    public Svg Rect(Box box, string classes, double? opacity = null, string? tip = null)
    {
        _text.Append($"<rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(Math.Max(0, box.Width))}\" height=\"{N(Math.Max(0, box.Height))}\" class=\"{classes}\"");
        if (opacity is { } o) _text.Append(CultureInfo.InvariantCulture, $" fill-opacity=\"{Math.Round(o, 2):0.##}\"");
        return End("rect", tip);
    }

    public Svg Circle(double x, double y, double radius, string classes, string? tip = null)
    {
        _text.Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" class=\"{classes}\"");
        return End("circle", tip);
    }

    public Svg Path(string d, string classes, string? tip = null)
    {
        _text.Append($"<path d=\"{d}\" class=\"{classes}\"");
        return End("path", tip);
    }

    /// <param name="anchor">start, middle or end.</param>
    public Svg Text(double x, double y, string text, string classes = "lab", string anchor = "start", double turn = 0)
    {
        _text.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" class=\"{classes}\" text-anchor=\"{anchor}\"");
        if (turn != 0) _text.Append($" transform=\"rotate({N(turn)} {N(x)} {N(y)})\"");
        _text.Append('>').Append(Markup.Escape(text)).Append("</text>");
        return this;
    }

    // a title inside a mark is what a pointer shows and a screen reader says
    private Svg End(string tag, string? tip)
    {
        if (tip is null) _text.Append("/>");
        else _text.Append("><title>").Append(Markup.Escape(tip)).Append("</title></").Append(tag).Append('>');
        return this;
    }
}
