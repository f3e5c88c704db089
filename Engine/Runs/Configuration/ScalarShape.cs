using System.Globalization;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>One text, number, truth value or word of an enum.</summary>
internal sealed class ScalarShape(Type type, RangeAttribute? range, OneOfAttribute? oneOf) : ValueShape(type)
{
    public RangeAttribute? Range => range;

    /// <summary>The only values, where they can be listed.</summary>
    public IReadOnlyList<string>? Values { get; } = type.IsEnum ? ScalarText.Words(type) : oneOf?.Values;

    public override string Name => Values is null ? ScalarText.NameOf(Type) : string.Join(" | ", Values);

    private string Expected => Values is not null ? "one of " + string.Join(", ", Values) : range is null ? ScalarText.NameOf(Type) : $"{ScalarText.NameOf(Type)}, {range}";

    public override object? Bind(ConfigNode? node, object? fallback, string path, Binding binding)
    {
        if (node is null) return fallback;
        if (node is ConfigScalar { IsNull: true })
        {
            binding.Errors.Add(node.Position, path, $"found nothing, expected {Expected}{(fallback is null ? "." : $"; leave the key out for {ScalarText.Format(fallback)}.")}");
            return fallback;
        }

        if (node is not ConfigScalar scalar)
        {
            binding.Errors.Add(node.Position, path, $"found {Shown.Of(node)}, expected {Expected}.");
            return fallback;
        }

        if (ScalarText.Parse(scalar, Type, out var hint) is { } value && IsAllowed(value)) return value;
        hint ??= Values is not null && Native.Nearest.Of(scalar.Text, Values) is { } near ? $"did you mean {near}?" : null;
        binding.Errors.Add(node.Position, path, $"found {Shown.Of(node)}, expected {Expected}{(hint is null ? "." : "; " + hint)}");
        return fallback;
    }

    public bool IsAllowed(object value)
    {
        if (value is string text) return oneOf is null || oneOf.Values.Contains(text);
        if (range is null) return true;
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number >= range.Min && number <= range.Max;
    }

    // words that YAML 1.1 takes for something else are quoted, so that every reader of the text sees the same
    public override ConfigNode Write(object value, object? fallback) =>
        new ConfigScalar(ScalarText.Format(value), isPlain: value is not (string or Enum), default);
}
