namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// A text as a vector of its words, each adding one to a place and a sign that follow from its letters: the rule mind's embedding. Texts that
/// share words lie close; meaning it does not know.
/// </summary>
public static class WordVector
{
    private const uint Basis = 2166136261; // FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
    private const uint Prime = 16777619;

    public static float[] Of(string text, int length)
    {
        var vector = new float[length];
        foreach (var word in new Words(text, stackalloc char[Words.LongestWord]))
        {
            var hash = Basis;
            foreach (var c in word) hash = (hash ^ c) * Prime;
            vector[hash % (uint)length] += (hash >> 31) == 0 ? 1 : -1;
        }

        return vector;
    }
}
