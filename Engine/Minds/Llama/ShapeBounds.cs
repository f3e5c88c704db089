using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>How many tokens an answer of a shape may need: a token is at least a byte, so its bytes are enough.</summary>
internal static class ShapeBounds
{
    private const int BytesPerCharacter = 4;

    /// <summary>What is set aside for an answer: a token per character, where most tokens hold several.</summary>
    public static int Expected(Shape shape) => shape switch
    {
        TextShape text => text.Limit + 8,
        FieldsShape fields => 2 + fields.Fields.Sum(f => f.Name.Length + 6 + Expected(f.Shape)),
        _ => Tokens(shape),
    };

    public static int Tokens(Shape shape) => shape switch
    {
        ChoiceShape choice => choice.Options.Max(o => System.Text.Encoding.UTF8.GetByteCount(o)),
        ScaleShape scale => scale.High.ToString(System.Globalization.CultureInfo.InvariantCulture).Length,
        TextShape text => text.Limit * BytesPerCharacter,
        FieldsShape fields => 2 + fields.Fields.Sum(f => f.Name.Length + 6 + Tokens(f.Shape)),
        _ => 0,
    };
}
