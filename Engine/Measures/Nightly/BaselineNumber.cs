namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>A number of a baseline, and how far another run's may lie from it.</summary>
/// <param name="Within">Of a difference, or a factor above 1; of a number that must be equal 0.</param>
public sealed record BaselineNumber(double Value, Closeness As = Closeness.Equal, double Within = 0)
{
    public bool Holds(double now) => As switch
    {
        Closeness.Equal => now.Equals(Value),
        Closeness.Difference => Math.Abs(now - Value) <= Within,
        // a ratio of nothing to something is no ratio
        _ => now.Equals(Value) || (now > 0 && Value > 0 && Math.Max(now / Value, Value / now) <= Within),
    };
}
