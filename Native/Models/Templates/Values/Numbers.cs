using System.Globalization;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Numbers as Python reads, rounds and prints them.</summary>
internal static class Numbers
{
    /// <summary>The shortest text that reads back as the same double, in Python's layout (exponent below 1e-4 and from 1e16).</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture).TrimStart('-').Split('E');
        var point = shortest[0].IndexOf('.', StringComparison.Ordinal);
        var digits = shortest[0].Replace(".", "", StringComparison.Ordinal);
        var mantissa = digits.TrimStart('0');
        // of the first digit that is not zero
        var exponent = (point < 0 ? digits.Length : point) - 1 - (digits.Length - mantissa.Length)
            + (shortest.Length > 1 ? int.Parse(shortest[1], CultureInfo.InvariantCulture) : 0);
        mantissa = mantissa.TrimEnd('0');
        var sign = double.IsNegative(value) ? "-" : "";
        if (mantissa.Length == 0) return sign + "0.0";
        if (exponent is < -4 or >= 16)
        {
            var fraction = mantissa.Length > 1 ? "." + mantissa[1..] : "";
            return $"{sign}{mantissa[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + mantissa;
        if (mantissa.Length <= exponent + 1) return sign + mantissa.PadRight(exponent + 1, '0') + ".0";
        return sign + mantissa[..(exponent + 1)] + "." + mantissa[(exponent + 1)..];
    }

    public static double Double(object number) => number is long n ? n : (double)number;

    /// <summary>Reads an integer as <c>int(text, base)</c> does; null when it is none.</summary>
    public static long? ParseInt(string text, int radix = 10)
    {
        var digits = text.Trim().Replace("_", "", StringComparison.Ordinal);
        var negative = digits.StartsWith('-');
        digits = digits.TrimStart('+', '-');
        var prefix = radix switch { 16 => "0x", 8 => "0o", 2 => "0b", _ => "" };
        if (prefix.Length > 0 && digits.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        if (digits.Length == 0) return null;
        Int128 value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : int.MaxValue;
            if (digit >= radix) return null;
            value = value * radix + digit;
            if (value > long.MaxValue) throw new TemplateFault($"the number {text.Trim()} is too large (64 bits)");
        }

        return (long)(negative ? -value : value);
    }

    public static double? ParseDouble(string text)
    {
        const NumberStyles Style = NumberStyles.Float;
        return double.TryParse(text.Trim().Replace("_", "", StringComparison.Ordinal), Style, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
