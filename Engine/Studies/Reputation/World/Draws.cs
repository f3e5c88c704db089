using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Seeded orders.</summary>
internal static class Draws
{
    public static void Shuffle(this ref CounterRng draws, Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
