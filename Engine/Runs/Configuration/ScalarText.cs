using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Single values as text and back, the same in every culture.</summary>
internal static class ScalarText
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, string> _names = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = "true or false",
        [typeof(int)] = "a whole number",
        [typeof(long)] = "a whole number",
        [typeof(ulong)] = "a whole number",
        [typeof(double)] = "a number",
        [typeof(decimal)] = "a number",
    };

    public static bool Knows(Type type) => type.IsEnum || _names.ContainsKey(type);

    public static string NameOf(Type type) => _names[type];

    public static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    public static IReadOnlyList<string> Words(Type type) => [.. Enum.GetNames(type).Select(SnakeCase)];

    public static string Format(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        double number => Format(number),
        decimal number => number.ToString("0.############################", _culture),
        Enum word => SnakeCase(word.ToString()),
        _ => Convert.ToString(value, _culture)!,
    };

    /// <summary>The value, or null with, where there is one, a hint at what was meant.</summary>
    public static object? Parse(ConfigScalar scalar, Type type, out string? hint)
    {
        hint = null;
        var text = scalar.Text;
        if (type == typeof(string)) return IsWellFormed(text) ? text : null;
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(n => SnakeCase(n) == text) is { } name ? Enum.Parse(type, name) : null;
        var value = Plain(text, type);
        if (value is not null && scalar.IsPlain) return value;
        hint = value is not null ? "leave the quotes out." : Hint(text, type);
        return null;
    }

    private static object? Plain(string text, Type type)
    {
        if (type == typeof(bool)) return text switch { "true" or "True" => true, "false" or "False" => false, _ => null };
        if (type == typeof(int)) return int.TryParse(text, Whole, _culture, out var i) ? i : null;
        if (type == typeof(long)) return long.TryParse(text, Whole, _culture, out var l) ? l : null;
        if (type == typeof(ulong)) return ulong.TryParse(text, Whole, _culture, out var u) ? u : null;
        if (type == typeof(double)) return double.TryParse(text, Decimal, _culture, out var d) && double.IsFinite(d) ? d + 0.0 : null;
        return decimal.TryParse(text, Decimal, _culture, out var m) ? m : null;
    }

    private static string? Hint(string text, Type type)
    {
        if (type == typeof(bool)) return Truth(text) is { } truth ? $"write {truth}." : null;
        if (text.Contains(',', StringComparison.Ordinal)) return "write numbers with a decimal point and without separators.";
        if (text.Contains('_', StringComparison.Ordinal) || text.Contains(' ', StringComparison.Ordinal)) return "write numbers without separators.";
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return "write it in decimal digits.";
        if (type == typeof(double) || type == typeof(decimal) || !double.TryParse(text, Decimal, _culture, out var number)) return null;
        if (type == typeof(ulong) && number < 0) return "it cannot be below 0.";
        if (Math.Abs(number) >= 1e15 || text.All(c => char.IsAsciiDigit(c) || c is '+' or '-')) return "that is beyond what this key can hold.";
        return number == Math.Floor(number) ? $"write {number.ToString("0", _culture)}." : null;
    }

    // what YAML 1.1 took for a truth value, and YAML 1.2 takes for text
    private static string? Truth(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "y" or "on" or "1" or "true" => "true",
        "no" or "n" or "off" or "0" or "false" => "false",
        _ => null,
    };

    // readers of YAML 1.1 see a number in an exponent only behind a point
    private static string Format(double value)
    {
        var text = (value + 0.0).ToString("R", _culture); // adding 0 makes -0 one with 0, which it equals
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 || text.Contains('.', StringComparison.Ordinal) ? text : text.Insert(exponent, ".0");
    }

    private static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune)) return false;
            at += rune.Utf16SequenceLength;
        }

        return true;
    }
}
