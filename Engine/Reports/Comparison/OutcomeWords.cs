using PersonaSim.Engine.Measures.Comparison;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>What an outcome's name means, in a sentence.</summary>
internal static class OutcomeWords
{
    public static string Of(string outcome)
    {
        var parts = outcome.Split('/');
        return parts[0] switch
        {
            OutcomeKey.Measure => $"The measure {parts[1].Replace('_', ' ')}{(parts.Length > 2 && parts[2] is not ("town" or "last") ? $" of {parts[2]}" : "")}{(outcome.EndsWith(OutcomeKey.Last, StringComparison.Ordinal) ? ", its last value in a run." : ", its mean over the ticks of a run at which it was taken.")}",
            OutcomeKey.Action => $"The share of '{parts[1]}' among all deeds of a run.",
            OutcomeKey.Adherence => Slope(parts, "people's own traits"),
            OutcomeKey.Borrowed => Slope(parts, "the traits that a deranged arm lends them"),
            OutcomeKey.Capability => parts[1] == "all" ? "The share of right answers to small tasks, the mean of the tasks." : $"The share of right answers to the task {parts[1]}.",
            _ => "",
        };
    }

    private static string Slope(string[] parts, string traits) =>
        $"How far answers to the probe {parts[1]} ({parts[2]}) follow {traits}: points per standard deviation{(parts.Length > 3 ? $", trait {parts[3]}" : ", mean of the five")}.";
}
