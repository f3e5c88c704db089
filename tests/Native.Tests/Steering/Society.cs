using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>Random directions for a model, and the decodes that the laws compare.</summary>
internal static class Society
{
    public static SteeringTable Table(LlamaModel model, int directions, int firstLayer = 1, int? lastLayer = null)
    {
        var table = new SteeringTable(model.Width, model.Layers);
        for (var d = 0; d < directions; d++)
        {
            var layers = new Dictionary<int, float[]>();
            for (var layer = firstLayer; layer <= (lastLayer ?? model.Layers - 2); layer++)
            {
                var rng = new CounterRng(100 + (ulong)d, (ulong)layer);
                layers[layer] = [.. Enumerable.Range(0, model.Width).Select(_ => (float)rng.NextNormal() * 0.4f)];
            }

            table.Add("d" + d, layers);
        }

        return table;
    }

    public static LlamaContext Context(LlamaModel model, SteeringTable? table, int sequences = 4, SteeringMode mode = SteeringMode.Patch, FlashAttention flash = FlashAttention.Off, int batch = 64, int threads = 1, bool unified = true) =>
        LlamaContext.Create(model, new ContextOptions
        {
            Cells = unified ? 512 : 256 * sequences,
            UnifiedKv = unified,
            Sequences = sequences,
            BatchTokens = batch,
            FlashAttention = flash,
            Threads = threads,
            Steering = table is null ? null : new SteeringOptions(table, mode),
        });

    public static int[] Tokens(int seed, int count)
    {
        var rng = new CounterRng((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(_ => 3 + rng.NextInt(200))];
    }

    /// <summary>Decodes texts as one batch, one sequence each, and returns the logits of every row.</summary>
    public static float[][] Prompt(LlamaContext context, int[][] texts, int from = 0, int firstSequence = 0)
    {
        using var batch = new DecodeBatch(context.BatchTokens);
        for (var s = 0; s < texts.Length; s++)
        {
            for (var p = 0; p < texts[s].Length; p++) batch.Add(texts[s][p], from + p, new SequenceId(firstSequence + s), output: true);
        }

        return Rows(context, batch);
    }

    /// <summary>One more token for each sequence.</summary>
    public static float[][] Step(LlamaContext context, int[] tokens, int[] positions)
    {
        using var batch = new DecodeBatch(context.BatchTokens);
        for (var s = 0; s < tokens.Length; s++) batch.Add(tokens[s], positions[s], new SequenceId(s), output: true);
        return Rows(context, batch);
    }

    public static float[][] Rows(LlamaContext context, DecodeBatch batch, bool stock = false)
    {
        if (stock) context.DecodeStock(batch);
        else context.Decode(batch);
        var rows = new float[batch.Count][];
        for (var row = 0; row < rows.Length; row++)
        {
            if (!batch.IsOutput(row)) continue;
            rows[row] = new float[context.Model.Vocabulary.Count];
            context.CopyLogits(row, rows[row]);
        }

        return rows;
    }

    public static Doses Random(SteeringTable table, int seed)
    {
        var rng = new CounterRng(900 + (ulong)seed);
        return table.Doses([.. table.Names.Select(name => (name, (float)(rng.NextDouble() * 4) - 2))]);
    }

    public static void Clear(LlamaContext context)
    {
        context.Cache.Clear();
        for (var s = 0; s < context.Sequences; s++) context.Steering?.Clear(new SequenceId(s));
    }
}
