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
            if (options[i].Any(char.IsControl)) throw new ShapeException($"Option {i} of a choice holds a control character.");
        }

        if (options.Distinct(StringComparer.Ordinal).Count() != options.Count) throw new ShapeException($"A choice has an option twice: {string.Join(" | ", options)}.");
        Options = [.. options];
    }

    public IReadOnlyList<string> Options { get; }

    public bool Equals(ChoiceShape? other) => other is not null && Options.SequenceEqual(other.Options, StringComparer.Ordinal);

    public override int GetHashCode() => Options.Aggregate(17, (hash, option) => HashCode.Combine(hash, option));
}
