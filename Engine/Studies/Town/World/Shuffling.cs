using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Seeded orders.</summary>
internal static class Shuffling
{
    public static void Shuffle<T>(this ref CounterRng draws, Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
