using System.Globalization;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>Anything as text that is equal only for equal things: lists by content, doubles by their bits, texts by their units.</summary>
internal static class Plain
{
    public static string Of(StoredAnswer a) => Of(
        a.Page, a.Mind, a.Key.Tick, a.Key.Phase, a.Key.Round, a.Key.Who, a.Key.Purpose, a.Key.N, a.Recorded.Print.Hash, string.Join("&", a.Recorded.Print.Parts.Select(p => Of(p.Name, p.Hash))),
        Of(a.Recorded.Answer.Value), a.Recorded.Answer.Source, a.Recorded.Answer.Raw, a.Recorded.Answer.Refusal, string.Join("&", a.Recorded.Answer.Dropped.Select(d => Of(d))), a.Recorded.Answer.Usage,
        string.Join("&", a.Doses.Select(d => Of(d.Direction, d.Intended, d.Applied, d.VectorHash, d.RelativeSize))));

    public static string Of(Checkpoint? c) => c is null ? "none" : Of(c.Tick, c.StateVersion, c.EventHash, c.ProbeHash, Convert.ToHexStringLower(c.State));

    public static string Of(params IReadOnlyList<object?> parts) => string.Join("|", parts.Select(One));

    private static string Of(AnswerValue value) => value switch
    {
        ChoiceValue v => Of("choice", v.Index, v.Option),
        ScaleValue v => Of("scale", v.Point),
        TextValue v => Of("text", v.Text),
        VectorValue v => "vector" + string.Join(",", v.Values.Select(f => BitConverter.SingleToUInt32Bits(f).ToString("x8", CultureInfo.InvariantCulture))),
        ScoresValue v => "scores" + string.Join(",", v.Probabilities.Append(v.Mass).Select(d => One(d))),
        FieldsValue v => "fields" + string.Join(",", v.Fields.Select(f => Of(f.Name, Of(f.Value)))),
        _ => throw new ArgumentException(value.GetType().Name),
    };

    private static string One(object? part) => part switch
    {
        null => "null",
        double d => BitConverter.DoubleToUInt64Bits(d).ToString("x16", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        string text => text.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? "'" + string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"<{(int)c:x4}>")) + "'" : "'" + text + "'",
        _ => Convert.ToString(part, CultureInfo.InvariantCulture)!,
    };
}
