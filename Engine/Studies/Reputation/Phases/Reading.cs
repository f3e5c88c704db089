using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Phases;

/// <summary>Shapes that several phases ask for, and what their answers say.</summary>
internal static class Reading
{
    public const int NoteLength = 120;

    private static readonly string[] _bins = ["very_bad", "bad", "neutral", "good", "very_good"];

    public static ChoiceShape YesNo { get; } = Shape.Choice("yes", "no");

    /// <summary>A record: a share for each bin, and a sentence.</summary>
    public static IReadOnlyList<Field> RecordFields { get; } = [.. _bins.Select(b => new Field(b, Shape.Scale(0, Bins.Whole))), new("note", Shape.Text(NoteLength))];

    public static bool Says(this AnswerValue value, string field) => value.TextOf(field) == "yes";

    /// <summary>The record in an answer, scaled to 100; null when all five shares are 0, and then the record stays as it was.</summary>
    public static Bins? BinsOf(this AnswerValue value)
    {
        Span<double> weights = stackalloc double[Bins.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = value.PointOf(_bins[i]);
        return Bins.InProportion(weights);
    }

    /// <summary>A record as an answer's fields.</summary>
    public static IEnumerable<FieldAnswer> Written(Bins bins, string note) =>
        Enumerable.Range(0, Bins.Count).Select(i => new FieldAnswer(_bins[i], new ScaleValue(bins[i]))).Append(new FieldAnswer("note", new TextValue(note)));

    public static FieldAnswer Yes(string field, bool yes) => new(field, new ChoiceValue(yes ? 0 : 1, yes ? "yes" : "no"));

    public static FieldAnswer Point(string field, int point) => new(field, new ScaleValue(point));

    public static FieldAnswer Words(string field, string words) => new(field, new TextValue(words));
}
