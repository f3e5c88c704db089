using System.Globalization;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary><c>strftime</c> with English names; the date is the caller's, never the clock's.</summary>
internal static class Dates
{
    public static MarkedText Format(Execution run, DateTime date, MarkedText format)
    {
        var builder = new MarkedBuilder(run);
        for (var i = 0; i < format.Length; i++)
        {
            if (format.Value[i] != '%') builder.Append(format, i, 1);
            else if (++i < format.Length) builder.Append(Field(date, format.Value, ref i));
            else throw new TemplateFault("strftime_now: the format ends in a '%'");
        }

        return builder.ToText();
    }

    private static string Field(DateTime date, string format, ref int at)
    {
        var plain = format[at] == '-' && at + 1 < format.Length; // %-d: without leading zeros
        if (plain) at++;
        var text = format[at] switch
        {
            'Y' => Net(date, "yyyy"),
            'y' => Net(date, "yy"),
            'm' => Net(date, "MM"),
            'd' => Net(date, "dd"),
            'e' => date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'H' => Net(date, "HH"),
            'I' => Net(date, "hh"),
            'M' => Net(date, "mm"),
            'S' => Net(date, "ss"),
            'p' => Net(date, "tt"),
            'B' => Net(date, "MMMM"),
            'b' or 'h' => Net(date, "MMM"),
            'A' => Net(date, "dddd"),
            'a' => Net(date, "ddd"),
            'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'F' => Net(date, "yyyy-MM-dd"),
            'T' => Net(date, "HH:mm:ss"),
            '%' => "%",
            var other => throw new TemplateFault($"strftime_now: '%{other}' is not supported"),
        };
        return plain && text.TrimStart('0', ' ') is { Length: > 0 } trimmed ? trimmed : plain ? "0" : text;
    }

    private static string Net(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
