using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Gguf.Checks;

/// <summary>Finds a string that stands twice in an array, in six bytes of memory per string.</summary>
internal static class DuplicateStrings
{
    /// <summary>The first two indices with the same bytes, or null; empty strings do not count, the library renames them.</summary>
    // one call reads a quarter of a million tokens: it would spend its life in unoptimised code
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int First, int Second)? Find(GgufValue strings)
    {
        // open addressing: a set of .NET's own would need more memory than the strings themselves
        var slots = new int[checked(strings.Count + strings.Count / 2 + 1)]; // index + 1, 0 is free
        for (var i = 0; i < strings.Count; i++)
        {
            var text = strings.Utf8(i);
            if (text.IsEmpty) continue;
            var hash = new HashCode(); // seeded per process, so that no file can be made to collide
            hash.AddBytes(text);
            var slot = (int)((uint)hash.ToHashCode() % (uint)slots.Length);
            for (; slots[slot] != 0; slot = slot + 1 == slots.Length ? 0 : slot + 1)
            {
                if (strings.Utf8(slots[slot] - 1).SequenceEqual(text)) return (slots[slot] - 1, i);
            }

            slots[slot] = i + 1;
        }

        return null;
    }
}
