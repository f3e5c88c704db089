using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Training;

/// <summary>
/// One epoch: every document once, in an order drawn from seed and epoch, packed into windows. A document longer than a window is cut. A
/// function of its arguments alone, so a resumed training sees what an uninterrupted one does.
/// </summary>
internal sealed class WindowPlan
{
    private const int OpenWindows = 32; // more would fill windows a little better and mix documents a little less
    private readonly TokenDocuments _documents;
    private readonly int _context;
    private readonly List<List<(int Document, int Start)>> _windows = [];

    public WindowPlan(TokenDocuments documents, int context, ulong seed, long epoch) : this(documents, [.. Enumerable.Range(0, documents.Count)], context, context, seed, epoch)
    {
    }

    /// <param name="chosen">The documents of this plan.</param>
    /// <param name="predicted">Places of a window that may have a weight.</param>
    public WindowPlan(TokenDocuments documents, IReadOnlyList<int> chosen, int context, int predicted, ulong seed, long epoch)
    {
        (_documents, _context) = (documents, context);
        int[] order = [.. chosen];
        var rng = new CounterRng(seed, (ulong)epoch);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = rng.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        var open = new List<(List<(int, int)> Window, int Used, int Weighted)>();
        foreach (var document in order)
        {
            var (places, weighted) = (Places(document), documents.Predicted(document, context));
            var at = open.FindIndex(o => o.Used + places <= context && o.Weighted + weighted <= predicted);
            if (at < 0)
            {
                if (open.Count == OpenWindows) open.RemoveAt(Fullest(open));
                at = open.Count;
                open.Add(([], 0, 0));
                _windows.Add(open[at].Window);
            }

            open[at].Window.Add((document, open[at].Used));
            open[at] = (open[at].Window, open[at].Used + places, open[at].Weighted + weighted);
        }
    }

    public int Count => _windows.Count;

    /// <summary>Puts a window of this epoch into a batch.</summary>
    public void Fill(WindowBatch batch, int slot, int window)
    {
        foreach (var (document, start) in _windows[window])
        {
            var tokens = Places(document) + 1;
            batch.Put(slot, start, _documents.TokensOf(document)[..tokens], _documents.TargetsOf(document)[..tokens], _documents.WeightsOf(document)[..tokens], _documents.DosesOf(document));
        }
    }

    // the last token is only predicted
    private int Places(int document) => Math.Min(_documents.Length(document) - 1, _context);

    private static int Fullest(List<(List<(int, int)> Window, int Used, int Weighted)> open)
    {
        var fullest = 0;
        for (var i = 1; i < open.Count; i++)
        {
            if (open[i].Used > open[fullest].Used) fullest = i;
        }

        return fullest;
    }
}
