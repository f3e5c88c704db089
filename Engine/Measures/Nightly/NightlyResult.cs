namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>One study of a night.</summary>
/// <param name="Name">Study, mind and size, e.g. <c>town.small-rule</c>; its baseline is called so.</param>
/// <param name="Message">Why it failed or was not compared; empty otherwise.</param>
/// <param name="Since">The version of the program that made the baseline.</param>
/// <param name="Parting">Where the history parts from the baseline's, in words; empty where it does not.</param>
/// <param name="Now">What it came to; null where it failed.</param>
public sealed record NightlyResult(string Name, NightlyStatus Status, string Message, string? Since, string Parting, BaselineDiff? Diff, Baseline? Then, Baseline? Now, double Seconds)
{
    public bool IsFine => Status is NightlyStatus.Same or NightlyStatus.Accepted;
}
