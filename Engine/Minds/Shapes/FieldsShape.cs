namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>A named part of a <see cref="FieldsShape"/>; its shape is a choice, a scale or a text.</summary>
public sealed record Field(string Name, Shape Shape);

/// <summary>Named values in a fixed order, written as one compact JSON object.</summary>
public sealed record FieldsShape : Shape
{
    public FieldsShape(IReadOnlyList<Field> fields)
    {
        if (fields is not { Count: > 0 }) throw new ShapeException("A fields shape needs at least one field.");
        foreach (var (name, shape) in fields)
        {
            if (string.IsNullOrEmpty(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw new ShapeException($"The field name '{name}' is not made of letters, digits and underscores.");
            if (shape is null) throw new ShapeException($"The field '{name}' has no shape.");
            if (shape is FieldsShape or VectorShape) throw new ShapeException($"The field '{name}' cannot be a {(shape is FieldsShape ? "fields" : "vector")} shape: a field is a choice, a scale or a text.");
        }

        if (fields.DistinctBy(f => f.Name, StringComparer.Ordinal).Count() != fields.Count) throw new ShapeException($"A field stands twice: {string.Join(", ", fields.Select(f => f.Name))}.");
        Fields = [.. fields];
    }

    public new IReadOnlyList<Field> Fields { get; }

    public bool Equals(FieldsShape? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Aggregate(19, (hash, field) => HashCode.Combine(hash, field));
}
