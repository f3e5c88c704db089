namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>Exactly one of the options, written as it stands here.</summary>
public sealed record ChoiceShape : Shape
{
    public ChoiceShape(IReadOnlyList<string> options)
    {
        if (options is not { Count: > 0 }) throw new ShapeException("A choice needs at least one option.");
        for (var i = 0; i < options.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options[i]) || options[i] != options[i].Trim()) throw new ShapeException($"Option {i} of a choice is '{options[i]}': options are not empty and have no blanks around them.");
            if (!TextRule.IsWellFormed(options[i])) throw new ShapeException($"Option {i} of a choice holds half a character (a surrogate without its other half).");
            if (HoldsControl(options[i])) throw new ShapeException($"Option {i} of a choice holds a control character.");
        }

        if (HasTwice(options)) throw new ShapeException($"A choice has an option twice: {string.Join(" | ", options)}.");
        Options = [.. options];
    }

    public IReadOnlyList<string> Options { get; }

    private static bool HoldsControl(string option)
    {
        foreach (var c in option)
        {
            if (char.IsControl(c)) return true;
        }

        return false;
    }

    // a choice of deeds is made for every person and tick, so the usual few options are compared without a set
    private static bool HasTwice(IReadOnlyList<string> options)
    {
        const int few = 32;
        if (options.Count > few) return options.Distinct(StringComparer.Ordinal).Count() != options.Count;
        for (var i = 1; i < options.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (options[i] == options[j]) return true;
            }
        }

        return false;
    }

    public bool Equals(ChoiceShape? other) => other is not null && Options.SequenceEqual(other.Options, StringComparer.Ordinal);

    public override int GetHashCode() => Options.Aggregate(17, (hash, option) => HashCode.Combine(hash, option));
}
