using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Benches;

/// <summary>Texts as plain prompts in full micro-batches, nothing asked of them: what their tokens cost the model.</summary>
public sealed class PromptLoop : IDisposable
{
    private const int BatchTokens = 512;
    private const int Sequences = 64;
    private readonly LlamaContext _context;
    private readonly DecodeBatch _batch = new(BatchTokens);
    private readonly IReadOnlyList<IReadOnlyList<int>> _texts;

    public PromptLoop(LlamaModel model, IReadOnlyList<IReadOnlyList<int>> texts, int? threads, FlashAttention flash)
    {
        if (texts.Max(t => t.Count) > BatchTokens) throw new InputException($"A text has {texts.Max(t => t.Count)} tokens; this measurement takes texts of up to {BatchTokens}.");
        _texts = texts;
        _context = LlamaContext.Create(model, new ContextOptions { Cells = BatchTokens, Sequences = Sequences, BatchTokens = BatchTokens, Outputs = 3, Threads = threads, FlashAttention = flash });
    }

    public int Tokens => _texts.Sum(t => t.Count);

    public double Run(CancellationToken cancellation = default)
    {
        var start = Stopwatch.GetTimestamp();
        var sequence = 0;
        _batch.Clear();
        foreach (var text in _texts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_batch.Count + text.Count > BatchTokens || sequence == Sequences)
            {
                Flush();
                sequence = 0;
            }

            for (var p = 0; p < text.Count; p++) _batch.Add(text[p], p, new SequenceId(sequence), output: false);
            sequence++;
        }

        Flush();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Flush()
    {
        if (_batch.Count > 0) _context.Decode(_batch);
        _context.Synchronize();
        _context.Cache.Clear();
        _batch.Clear();
    }
}
