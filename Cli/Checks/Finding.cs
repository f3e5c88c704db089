namespace PersonaSim.Cli.Checks;

public enum Verdict
{
    Pass,
    Warn,
    Fail,
}

/// <summary>One check of the doctor: what was found and, unless it is fine, what to do about it.</summary>
public sealed record Finding
{
    private Finding(string name, Verdict verdict, string detail, string? next) => (Name, Verdict, Detail, Next) = (name, verdict, detail, next);

    public string Name { get; }

    public Verdict Verdict { get; }

    public string Detail { get; }

    public string? Next { get; }

    public static Finding Pass(string name, string detail) => new(name, Verdict.Pass, detail, null);

    public static Finding Warn(string name, string detail, string next) => new(name, Verdict.Warn, detail, next);

    public static Finding Fail(string name, string detail, string next) => new(name, Verdict.Fail, detail, next);
}
