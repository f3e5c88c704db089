namespace PersonaSim.Cli.Checks;

public enum Verdict
{
    Pass,
    Warn,
    Fail,
}

/// <summary>One check of the doctor: what was found, and what to do about it.</summary>
public sealed record Finding(string Name, Verdict Verdict, string Detail, string? Next = null);
