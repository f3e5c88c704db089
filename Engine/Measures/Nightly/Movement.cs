using System.Globalization;

namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>Something that is not as its baseline has it.</summary>
/// <param name="Then">In the baseline; null: it was not there.</param>
/// <param name="Now">Null: it is gone.</param>
/// <param name="Change">Now less then; null for texts and for what was not there on one side.</param>
/// <param name="Allowed">What would have been no movement.</param>
public sealed record Movement(string Name, string? Then, string? Now, double? Change, double? Share, string Allowed)
{
    public static Movement OfText(string name, string? then, string? now) => new(name, then, now, null, null, "must be the same");

    public static Movement OfNumber(string name, BaselineNumber? then, BaselineNumber? now)
    {
        double? change = now?.Value - then?.Value;
        return new Movement(name, Text(then?.Value), Text(now?.Value), change, change / (then?.Value is { } v && v != 0 ? Math.Abs(v) : null), Words(then ?? now!));
    }

    public static string Words(BaselineNumber number) => number.As switch
    {
        Closeness.Equal => "must be equal",
        Closeness.Difference => string.Create(CultureInfo.InvariantCulture, $"within {number.Within:0.####}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"within a factor of {number.Within:0.##}"),
    };

    /// <summary>In a line: by how much, and by which share of what it was.</summary>
    public string Size => Change is { } change ? string.Create(CultureInfo.InvariantCulture, $"{change:+0.######;-0.######;+0}{(Share is { } share ? string.Create(CultureInfo.InvariantCulture, $", {100 * share:+0.#;-0.#;+0} %") : "")}") : Then is null ? "is new" : Now is null ? "is gone" : "is another";

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
