namespace PersonaSim.Native.Training;

/// <summary>Documents sorted by the shortest window that holds them and that their lesson allows; the longest window takes, and cuts, what is longer.</summary>
internal sealed class WindowShelf
{
    private const int Rounding = 16; // places, for the kernels
    private const double Spare = 1.25; // windows are filled by places first: few should be full of predictions before
    private readonly List<int>[] _documents;

    public WindowShelf(TokenDocuments documents, IReadOnlyList<int> contexts)
    {
        (Documents, Contexts) = (documents, contexts);
        _documents = [.. contexts.Select(_ => new List<int>())];
        (Places, Weighted, Most) = (new long[contexts.Count], new long[contexts.Count], new int[contexts.Count]);
        for (var d = 0; d < documents.Count; d++)
        {
            var at = Math.Min(documents.Lesson(d), contexts.Count - 1);
            while (at < contexts.Count - 1 && documents.Length(d) - 1 > contexts[at]) at++;
            var weighted = documents.Predicted(d, contexts[at]);
            _documents[at].Add(d);
            Places[at] += Math.Min(documents.Length(d) - 1, contexts[at]);
            Weighted[at] += weighted;
            Most[at] = Math.Max(Most[at], weighted);
        }
    }

    public TokenDocuments Documents { get; }

    public IReadOnlyList<int> Contexts { get; }

    /// <summary>Tokens by length.</summary>
    public long[] Places { get; }

    private long[] Weighted { get; }

    private int[] Most { get; }

    public IReadOnlyList<int> Of(int length) => _documents[length];

    /// <summary>So many places of a window must be predicted, at least so that every document fits.</summary>
    public int Predicted(int length)
    {
        if (Places[length] == 0) return Math.Min(Rounding, Contexts[length]);
        var wanted = Math.Max(Most[length], (int)Math.Ceiling(Contexts[length] * Spare * Weighted[length] / Places[length]));
        return Math.Clamp((wanted + Rounding - 1) / Rounding * Rounding, 1, Contexts[length]);
    }
}
