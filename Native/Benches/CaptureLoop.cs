using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Benches;

/// <summary>Texts captured behind all layers, and the same tokens as plain prompts in full micro-batches.</summary>
public sealed class CaptureLoop : IDisposable
{
    private const int BatchTokens = 512;
    private readonly ActivationTap _tap;
    private readonly LlamaContext _plain;
    private readonly DecodeBatch _batch = new(BatchTokens);
    private readonly int[][] _texts;

    public CaptureLoop(LlamaModel model, int texts, int length, int? threads, FlashAttention flash)
    {
        var rng = new CounterRng(3);
        _texts = [.. Enumerable.Range(0, texts).Select(_ => Enumerable.Range(0, length).Select(_ => rng.NextInt(model.Vocabulary.Count)).ToArray())];
        _tap = ActivationTap.Create(model, longestText: length, batchTokens: BatchTokens, threads: threads, flash: flash);
        _plain = LlamaContext.Create(model, new ContextOptions { Cells = BatchTokens, Sequences = 64, BatchTokens = BatchTokens, Outputs = 3, Threads = threads, FlashAttention = flash });
    }

    public int Tokens => _texts.Sum(t => t.Length);

    public double Capture(CancellationToken cancellation = default)
    {
        double sum = 0;
        var start = Stopwatch.GetTimestamp();
        _tap.Capture(_texts.Select(CaptureText.Mean), (_, _, mean, _) => sum += mean[0], cancellation);
        return double.IsFinite(sum) ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new NativeException("The captured hidden states are not finite.");
    }

    public double Plain(CancellationToken cancellation = default)
    {
        var start = Stopwatch.GetTimestamp();
        var sequence = 0;
        _batch.Clear();
        foreach (var text in _texts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_batch.Count + text.Length > BatchTokens || sequence == _plain.Sequences)
            {
                Flush();
                sequence = 0;
            }

            for (var p = 0; p < text.Length; p++) _batch.Add(text[p], p, new SequenceId(sequence), output: false);
            sequence++;
        }

        Flush();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _plain.Dispose();
        _tap.Dispose();
    }

    private void Flush()
    {
        if (_batch.Count > 0) _plain.Decode(_batch);
        _plain.Synchronize();
        _plain.Cache.Clear();
        _batch.Clear();
    }
}
