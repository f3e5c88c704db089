namespace PersonaSim.Native.Training;

/// <summary>
/// Windows of a fixed length, each filled with whole documents: what a token may attend to begins with its own document, so a document is
/// computed here exactly as it is when it stands alone.
/// </summary>
public sealed class WindowBatch
{
    /// <param name="predicted">Places of a window that may have a weight; all if not given.</param>
    /// <param name="doses">Of each place.</param>
    public WindowBatch(int windows, int context, int? predicted = null, int doses = 0)
    {
        (Windows, Context, Predicted, DosesOfPlace) = (windows, context, predicted ?? context, doses);
        Tokens = new int[windows * context];
        Targets = new int[windows * context];
        Positions = new int[windows * context];
        Weights = new float[windows * context];
        Doses = new float[windows * context * doses];
    }

    public int Windows { get; }

    public int Context { get; }

    public int Predicted { get; }

    public int DosesOfPlace { get; }

    internal WindowSize Size => new(Context, Windows, Predicted, DosesOfPlace);

    internal int[] Tokens { get; }

    internal int[] Targets { get; }

    /// <summary>The place in the token's own document; it starts anew with each.</summary>
    internal int[] Positions { get; }

    internal float[] Weights { get; }

    /// <summary>[places, doses of each].</summary>
    internal float[] Doses { get; }

    /// <summary>Places that hold a token of a document.</summary>
    public int Filled { get; private set; }

    public double TotalWeight { get; private set; }

    public void Clear()
    {
        Array.Clear(Tokens);
        Array.Clear(Targets);
        Array.Clear(Positions); // a place that holds nothing is a document of its own and weighs nothing
        Array.Clear(Weights);
        Array.Clear(Doses);
        (Filled, TotalWeight) = (0, 0);
    }

    /// <summary>Puts a document into a window: each token but the last is a place, each but the first is what the place before it must predict.</summary>
    /// <param name="start">The first place within the window.</param>
    public void Put(int window, int start, ReadOnlySpan<ushort> tokens, ReadOnlySpan<Half> weights) => Put(window, start, tokens, tokens, weights);

    /// <param name="start">The first place within the window.</param>
    /// <param name="targets">What is predicted, if not always the tokens themselves; the first is never asked for.</param>
    public void Put(int window, int start, ReadOnlySpan<ushort> tokens, ReadOnlySpan<ushort> targets, ReadOnlySpan<Half> weights, DocumentDoses? doses = null)
    {
        if (doses is not null && doses.Values.Count != DosesOfPlace) throw new ArgumentException($"a document has {doses.Values.Count} doses, a place of this batch {DosesOfPlace}", nameof(doses));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)window, (uint)Windows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + tokens.Length - 1, Context, nameof(tokens));
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            var at = (window * Context) + start + i;
            (Tokens[at], Targets[at], Positions[at]) = (tokens[i], targets[i + 1], i);
            Weights[at] = (float)weights[i + 1];
            TotalWeight += Weights[at];
            if (doses is null || i < doses.FirstToken) continue;
            for (var d = 0; d < DosesOfPlace; d++) Doses[(at * DosesOfPlace) + d] = doses.Values[d];
        }

        Filled += tokens.Length - 1;
    }

    /// <summary>[windows, context, context]: 0 where a place may look, minus infinity elsewhere.</summary>
    internal void FillMask(Span<float> mask)
    {
        mask.Fill(float.NegativeInfinity);
        for (var at = 0; at < Tokens.Length; at++)
        {
            var place = at % Context;
            mask.Slice((at * Context) + place - Positions[at], Positions[at] + 1).Clear();
        }
    }
}
