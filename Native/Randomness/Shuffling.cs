namespace PersonaSim.Native.Randomness;

/// <summary>Seeded orders, after Fisher and Yates.</summary>
public static class Shuffling
{
    public static void Shuffle<T>(this ref CounterRng draws, Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The same items in another order; what was given stays as it is.</summary>
    public static T[] Shuffled<T>(this ref CounterRng draws, IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        draws.Shuffle<T>(shuffled);
        return shuffled;
    }
}
