namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>How much is asked.</summary>
public sealed record CalibrationSettings
{
    public static IReadOnlyList<double> DefaultDoses { get; } = [-3, -2, -1, 0, 1, 2, 3];

    /// <summary>Raw doses of the curve; 0 and the test dose are added where they are missing.</summary>
    public IReadOnlyList<double> Doses { get; init; } = DefaultDoses;

    /// <summary>Raw sizes that are asked, one after the other and on each side by itself, while the curve still rises at its end: how far a direction reaches must not be a matter of the list.</summary>
    public IReadOnlyList<double> Further { get; init; } = [];

    /// <summary>What follows <see cref="DefaultDoses"/>.</summary>
    public static IReadOnlyList<double> DefaultFurther { get; } = [4, 6, 8];

    /// <summary>Raw; effects of all directions are compared at plus and minus it. Fixed beforehand: a dose chosen by its effect would be a test of the best of many.</summary>
    public double TestDose { get; init; } = 1;

    public int Permuted { get; init; } = 200;

    public int Isotropic { get; init; } = 50;

    /// <summary>How many of the permuted directions are also asked at a dose of the real one's divergence.</summary>
    public int KlMatched { get; init; } = 50;

    /// <summary>Asked trait units, spread over the reach as far as people go, that are looked up on one half of the items and measured on the other.</summary>
    public int AskedUnits { get; init; } = 6;

    public ulong Seed { get; init; } = 1;

    /// <summary>A dose beyond this is not tried.</summary>
    public double MostRaw { get; init; } = 8;
}
