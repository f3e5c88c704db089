using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>Raw doses of some directions, given together; none: the baseline.</summary>
public sealed record Dosing(IReadOnlyList<(NamedDirection Direction, double Raw)> Parts)
{
    public static Dosing None { get; } = new([]);

    public static Dosing Of(NamedDirection direction, double raw) => new([(direction, raw)]);

    /// <summary>As an ask takes them: doses of nothing are left out, so that they are the baseline bit for bit.</summary>
    public IReadOnlyList<DirectionDose> Doses => [.. Parts.Where(p => (float)p.Raw != 0).Select(p => new DirectionDose(p.Direction.Name, (float)p.Raw))];
}
