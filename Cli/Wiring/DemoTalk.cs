using System.Text;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Cli.Wiring;

/// <summary>Openings continued together: every sequence's prompt in one batch, then one token per sequence and step.</summary>
internal static class DemoTalk
{
    private const int UsualBatch = 512;

    public static string[] Run(LlamaModel model, int[][] prompts, int generate, ulong seed, int? threads, Action<int> progress, CancellationToken cancellation)
    {
        var tokens = prompts.Sum(p => p.Length);
        using var context = LlamaContext.Create(model, new ContextOptions
        {
            Cells = ContextOptions.CellsFor(tokens + ((long)prompts.Length * generate)),
            Sequences = prompts.Length,
            BatchTokens = Math.Max(UsualBatch, tokens),
            Outputs = prompts.Length,
            Threads = threads,
        });
        using var batch = new DecodeBatch(context.BatchTokens);
        var rows = prompts.Select((p, s) => AddPrompt(batch, p, new SequenceId(s))).ToArray();
        var settings = new SamplerSettings { Temperature = 0.8f, TopP = 0.95f };
        var sampler = new Sampler();
        var streams = prompts.Select(_ => new IncrementalText(model.Vocabulary)).ToArray();
        var texts = prompts.Select(_ => new StringBuilder()).ToArray();
        var next = new int[prompts.Length];
        for (var step = 0; step < generate; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            context.Decode(batch);
            for (var s = 0; s < prompts.Length; s++)
            {
                var draw = new Draw(seed + (ulong)s, (ulong)step);
                next[s] = context.Logits(rows[s], (sampler, settings, draw), static (logits, with) => with.sampler.Sample(logits, [], with.settings, with.draw));
                texts[s].Append(streams[s].Push(next[s]));
            }

            batch.Clear();
            for (var s = 0; s < prompts.Length; s++) rows[s] = batch.Add(next[s], prompts[s].Length + step, new SequenceId(s), output: true);
            progress(step + 1);
        }

        return [.. texts.Select((t, s) => t.Append(streams[s].Finish()).ToString())];
    }

    private static int AddPrompt(DecodeBatch batch, int[] prompt, SequenceId sequence)
    {
        var row = -1;
        for (var p = 0; p < prompt.Length; p++) row = batch.Add(prompt[p], p, sequence, output: p == prompt.Length - 1);
        return row;
    }
}
