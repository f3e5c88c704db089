using System.Globalization;

namespace PersonaSim.Engine.Minds;

/// <summary>What an answer's fields say.</summary>
public static class AnswerFields
{
    public static string TextOf(this AnswerValue value, string field) => ((FieldsValue)value)[field] switch
    {
        TextValue text => text.Text,
        ChoiceValue choice => choice.Option,
        ScaleValue scale => scale.Point.ToString(CultureInfo.InvariantCulture),
        var other => throw new ArgumentException($"The field '{field}' holds a {other.GetType().Name}."),
    };

    public static int PointOf(this AnswerValue value, string field) => ((ScaleValue)((FieldsValue)value)[field]).Point;
}
