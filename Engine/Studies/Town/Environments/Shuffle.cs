using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>Fisher and Yates, from a stream of our own.</summary>
internal static class Shuffle
{
    public static List<T> Of<T>(IEnumerable<T> items, ref CounterRng stream)
    {
        var list = items.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = stream.NextInt(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }
}
