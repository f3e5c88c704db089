using System.Text.Json.Serialization;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>What an answer may look like. A shape that cannot be used is refused when it is built.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChoiceShape), "choice")]
[JsonDerivedType(typeof(ScaleShape), "scale")]
[JsonDerivedType(typeof(TextShape), "text")]
[JsonDerivedType(typeof(FieldsShape), "fields")]
[JsonDerivedType(typeof(VectorShape), "vector")]
public abstract record Shape
{
    public static ChoiceShape Choice(params IReadOnlyList<string> options) => new(options);

    public static ScaleShape Scale(int low = 1, int high = 5) => new(low, high);

    public static TextShape Text(int limit = 240) => new(limit);

    public static FieldsShape Fields(params IReadOnlyList<Field> fields) => new(fields);

    public static VectorShape Vector(int length) => new(length);
}
