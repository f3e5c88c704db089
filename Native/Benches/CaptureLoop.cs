using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Benches;

/// <summary>Texts captured behind all layers, and the same tokens as plain prompts in full micro-batches.</summary>
public sealed class CaptureLoop : IDisposable
{
    private readonly ActivationTap _tap;
    private readonly PromptLoop _plain;
    private readonly int[][] _texts;

    public CaptureLoop(LlamaModel model, int texts, int length, int? threads, FlashAttention flash)
    {
        var rng = new CounterRng(3);
        _texts = [.. Enumerable.Range(0, texts).Select(_ => Enumerable.Range(0, length).Select(_ => rng.NextInt(model.Vocabulary.Count)).ToArray())];
        _tap = ActivationTap.Create(model, longestText: length, threads: threads, flash: flash);
        _plain = new PromptLoop(model, _texts, threads, flash);
    }

    public int Tokens => _plain.Tokens;

    public double Capture(CancellationToken cancellation = default)
    {
        double sum = 0;
        var start = Stopwatch.GetTimestamp();
        _tap.Capture(_texts.Select(CaptureText.Mean), (_, _, mean, _) => sum += mean[0], cancellation);
        return double.IsFinite(sum) ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new NativeException("The captured hidden states are not finite.");
    }

    public double Plain(CancellationToken cancellation = default) => _plain.Run(cancellation);

    public void Dispose()
    {
        _plain.Dispose();
        _tap.Dispose();
    }
}
