using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// Draws of a personality for text that must be inferred from: one to three of the traits are active (sometimes all), at a graded strength, most
/// often a strong one; the others stand in the middle. All traits at once at chance strengths taught a first trial nothing.
/// </summary>
internal static class Latent
{
    private const double Farthest = 2.5;

    public static Traits Draw(ref CounterRng rng)
    {
        var share = rng.NextDouble();
        var count = share < 0.55 ? 1 : share < 0.8 ? 2 : share < 0.9 ? 3 : Traits.Letters.Length;
        Span<int> order = stackalloc int[Traits.Letters.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        rng.Shuffle(order);
        Span<double> five = stackalloc double[Traits.Letters.Length];
        for (var i = 0; i < count; i++) five[order[i]] = Strength(ref rng);
        return Traits.Of(five);
    }

    /// <summary>One trait at a strength, the others in the middle.</summary>
    public static Traits One(int trait, double level)
    {
        Span<double> five = stackalloc double[Traits.Letters.Length];
        five[trait] = level;
        return Traits.Of(five);
    }

    /// <summary>Two traits at a strength, one of them upwards and the other downwards.</summary>
    public static Traits Against(double level, ref CounterRng rng)
    {
        Span<double> five = stackalloc double[Traits.Letters.Length];
        var up = rng.NextInt(five.Length);
        five[up] = level;
        five[(up + 1 + rng.NextInt(five.Length - 1)) % five.Length] = -level;
        return Traits.Of(five);
    }

    public static IReadOnlyList<int> Active(in Traits traits)
    {
        var active = new List<int>();
        for (var t = 0; t < Traits.Letters.Length; t++)
        {
            if (traits[t] != 0) active.Add(t);
        }

        return active;
    }

    // around the middle of a level of the persona texts
    private static double Strength(ref CounterRng rng)
    {
        var share = rng.NextDouble();
        var level = share < 0.5 ? 3 : share < 0.8 ? 2 : 1;
        var within = (rng.NextDouble() - 0.5) * PersonaText.MiddleOf(1) * 0.9;
        return (rng.NextInt(2) == 0 ? -1 : 1) * Math.Clamp(PersonaText.MiddleOf(level) + within, 0.2, Farthest);
    }
}
