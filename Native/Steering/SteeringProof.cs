using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Steering;

/// <summary>A batch of the proof: the length of each sequence's prompt, then steps of one token per sequence.</summary>
public sealed record ProofShape(string Name, IReadOnlyList<int> Prompts, int Steps);

/// <summary>What one batch showed: the largest difference between our rows and the stock vector's, and how much steering moved anything.</summary>
public sealed record ShapeProof(string Shape, int Sequences, int Rows, int PatchedNodes, float LargestDifference, float Effect);

/// <summary>
/// Shown at load, for the model and context at hand: as many nodes are patched as layers are steered, and a batch with a different vector in
/// every sequence equals, row by row, the runs of the same batch in which the library's own vector is that sequence's.
/// </summary>
public sealed record SteeringProof(bool Holds, int SteeredLayers, int PatchedNodes, IReadOnlyList<ShapeProof> Shapes, string? Reason)
{
    private const float ProbeDeviation = 1f;

    public float LargestDifference => Shapes.Count == 0 ? 0 : Shapes.Max(s => s.LargestDifference);

    internal static SteeringProof NotAsked(int layers) => new(false, layers, 0, [], "grouped steering was asked for");

    internal static SteeringProof Failed(int layers, string reason) => new(false, layers, 0, [], reason);

    /// <summary>The small batch that every load runs: mixed lengths, one sequence unsteered, then two steps.</summary>
    internal static IReadOnlyList<ProofShape> LoadShapes(LlamaContext context)
    {
        int[] lengths = [5, 3, 6, 4];
        var room = Math.Min(context.BatchTokens, context.Cells - (2 * lengths.Length));
        var fitting = lengths.Take(context.Sequences).TakeWhile((_, i) => lengths.Take(i + 1).Sum() <= room).Take(context.Options.OutputRows);
        var shapes = new List<ProofShape> { new("mixed lengths", [.. fitting], Steps: 2) };
        // with a device at hand the scheduler may place large batches elsewhere than small ones
        const int Wide = 72;
        if (BackendDevice.All().Any(d => d.IsGpu) && context.BatchTokens >= Wide && context.Cells >= Wide + 2 && context.Sequences >= 2) shapes.Add(new ProofShape("many rows", [Wide - 30, 30], Steps: 1));
        return shapes;
    }

    /// <summary>Runs the shapes on a context whose operands have been found; clears its cache.</summary>
    public static SteeringProof Run(LlamaContext context, IReadOnlyList<ProofShape> shapes) =>
        Run(context, context.Steering ?? throw new InvalidOperationException("The context was made without steering."), shapes);

    internal static SteeringProof Run(LlamaContext context, ContextSteering steering, IReadOnlyList<ProofShape> shapes)
    {
        var results = new List<ShapeProof>();
        string? reason = null;
        try
        {
            foreach (var shape in shapes) results.Add(Compare(context, steering, shape));
        }
        catch (NativeException e)
        {
            reason = e.Message;
        }
        finally
        {
            steering.ProofTable = null;
            steering.Invalidate();
            steering.Stock.Set(null, steering.Layers);
            for (var s = 0; s < context.Sequences; s++) steering.Clear(new SequenceId(s));
            context.Reset(); // also of the fault that a failed proof left behind
            context.ResetCounters();
        }

        reason ??= results.Find(r => r.PatchedNodes != steering.Layers.Count) is { } unpatched ? $"{unpatched.PatchedNodes} nodes were patched for {steering.Layers.Count} steered layers in the batch '{unpatched.Shape}'"
            : results.Find(r => r.LargestDifference != 0) is { } wrong ? $"rows differ from the stock vector by up to {wrong.LargestDifference} in the batch '{wrong.Shape}'"
            : results.Find(r => r.Effect == 0) is { } still ? $"the stock vector moves nothing in the batch '{still.Shape}': this architecture ignores control vectors"
            : null;
        return new SteeringProof(reason is null, steering.Layers.Count, results.Count == 0 ? 0 : results.Min(r => r.PatchedNodes), results, reason);
    }

    private static ShapeProof Compare(LlamaContext context, ContextSteering steering, ProofShape shape)
    {
        var sequences = shape.Prompts.Count;
        var table = ProbeTable(steering, Math.Min(sequences, SteeringTable.MaxDirections));
        steering.ProofTable = table;
        steering.Invalidate();
        // the last sequence of a batch of several stays unsteered
        Doses? DosesOf(int s) => sequences > 1 && s == sequences - 1 ? null : table.Doses((table.Names[s % table.Names.Count], 1f));
        for (var s = 0; s < sequences; s++) steering.Set(new SequenceId(s), DosesOf(s));
        var ours = Rows(context, shape, context.Decode);
        var patched = steering.PatchedNodes;
        var (largest, effect) = (0f, 0f);
        float[][]? unsteered = null;
        foreach (var doses in Enumerable.Range(0, sequences).Select(DosesOf).Append(null).Distinct())
        {
            steering.Stock.Set(doses, steering.Layers);
            var stock = Rows(context, shape, batch => context.DecodeStock(batch));
            if (doses is null) unsteered = stock;
            for (var row = 0; row < ours.Length; row++)
            {
                if (Equals(DosesOf(row % sequences), doses)) largest = Math.Max(largest, Difference(ours[row], stock[row]));
            }
        }

        for (var row = 0; row < ours.Length; row++)
        {
            if (DosesOf(row % sequences) is not null) effect = Math.Max(effect, Difference(ours[row], unsteered![row]));
        }

        return new ShapeProof(shape.Name, sequences, ours.Length, patched, largest, effect);
    }

    // The last prompt row of each sequence, then each step's rows: always a multiple of the sequences, in their order.
    private static float[][] Rows(LlamaContext context, ProofShape shape, Action<DecodeBatch> decode)
    {
        context.Cache.Clear();
        var vocabulary = context.Model.Vocabulary.Count;
        var tokens = new CounterRng(5);
        var collected = new List<float[]>();
        var sequences = shape.Prompts.Count;
        using var batch = new DecodeBatch(context.BatchTokens);
        var last = new float[sequences][];
        foreach (var (first, count, from, to) in Pieces(shape.Prompts, context.Options.UnifiedKv))
        {
            for (var s = first; s < first + count; s++)
            {
                for (var p = from; p < Math.Min(to, shape.Prompts[s]); p++) batch.Add(tokens.NextInt(vocabulary), p, new SequenceId(s), p == shape.Prompts[s] - 1);
            }

            Take();
        }

        collected.AddRange(last);
        for (var step = 0; step < shape.Steps; step++)
        {
            for (var s = 0; s < sequences; s++) batch.Add(tokens.NextInt(vocabulary), shape.Prompts[s] + step, new SequenceId(s), output: true);
            Take();
            collected.AddRange(last);
        }

        return [.. collected];

        void Take()
        {
            decode(batch);
            for (var row = 0; row < batch.Count; row++)
            {
                if (!batch.IsOutput(row)) continue;
                var logits = last[batch.Sequence(row).Value] = new float[vocabulary];
                context.CopyLogits(row, logits);
            }

            batch.Clear();
        }
    }

    // A unified cache takes prompts of any lengths at once; a cache for each sequence their common beginning, then what is left of each.
    private static IEnumerable<(int First, int Count, int From, int To)> Pieces(IReadOnlyList<int> prompts, bool unified)
    {
        var common = unified ? prompts.Max() : prompts.Min();
        yield return (0, prompts.Count, 0, common);
        for (var s = 0; s < prompts.Count; s++)
        {
            if (prompts[s] > common) yield return (s, 1, common, prompts[s]);
        }
    }

    private static SteeringTable ProbeTable(ContextSteering steering, int directions)
    {
        var table = new SteeringTable(steering.Table.Width, steering.Table.ModelLayers);
        for (var d = 0; d < directions; d++)
        {
            var layers = new Dictionary<int, float[]>();
            foreach (var layer in steering.Layers)
            {
                var rng = new CounterRng((ulong)(d + 1), (ulong)layer);
                var values = new float[table.Width];
                for (var i = 0; i < values.Length; i++) values[i] = ProbeDeviation * (float)rng.NextNormal();
                layers[layer] = values;
            }

            table.Add($"probe-{d}", layers);
        }

        return table;
    }

    private static float Difference(float[] a, float[] b)
    {
        var largest = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] == b[i]) continue; // equal infinities have no difference
            var difference = Math.Abs(a[i] - b[i]);
            if (float.IsNaN(difference)) return difference;
            largest = Math.Max(largest, difference);
        }

        return largest;
    }
}
