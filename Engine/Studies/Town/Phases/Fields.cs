using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>Reading answers.</summary>
internal static class Fields
{
    public static string TextOf(this AnswerValue value, string field) => ((FieldsValue)value)[field] switch
    {
        TextValue text => text.Text,
        ChoiceValue choice => choice.Option,
        ScaleValue scale => scale.Point.ToString(System.Globalization.CultureInfo.InvariantCulture),
        var other => throw new ArgumentException($"The field '{field}' holds a {other.GetType().Name}."),
    };

    public static int PointOf(this AnswerValue value, string field) => ((ScaleValue)((FieldsValue)value)[field]).Point;
}
