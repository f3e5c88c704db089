using System.Globalization;

namespace PersonaSim.Engine.Minds;

/// <summary>Which question this is, by content and position; never by the run's name or the arm.</summary>
/// <param name="N">Tells questions apart that share everything else, e.g. the items of a questionnaire.</param>
public sealed record AskKey(long Tick, string Phase, int Round, string Who, string Purpose, int N = 0)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tick}/{Phase}/{Round}/{Who}/{Purpose}/{N}");
}
