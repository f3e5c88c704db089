using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>The logits of the last decode, by row, and what one thread needs to draw from them.</summary>
internal sealed class LogitRows(LlamaContext context)
{
    private readonly Sampler _sampler = new();
    private readonly ulong[] _mask = new ulong[(context.Model.Vocabulary.Count + 63) / 64];

    /// <summary>Room for a mask that is about to be changed.</summary>
    public Span<ulong> Mask => _mask;

    public int Sample(int row, ReadOnlySpan<int> recent, SamplerSettings settings, Draw draw, ReadOnlySpan<ulong> allowed, ReadOnlySpan<int> excluded) =>
        context.Logits(row, new Choosing(_sampler, recent, settings, draw, allowed, excluded), static (logits, with) =>
            with.Sampler.Sample(logits, with.Recent, with.Settings, with.Draw, with.Allowed, with.Excluded));

    /// <summary>Natural logarithms of the probabilities of tokens behind a row.</summary>
    public void LogProbabilities(int row, ReadOnlySpan<int> tokens, Span<double> into) =>
        context.Logits(row, new Weighing(_sampler, tokens, into), static (logits, with) => with.Sampler.LogProbabilities(logits, with.Tokens, with.Into));

    private readonly ref struct Choosing(Sampler sampler, ReadOnlySpan<int> recent, SamplerSettings settings, Draw draw, ReadOnlySpan<ulong> allowed, ReadOnlySpan<int> excluded)
    {
        public Sampler Sampler { get; } = sampler;

        public ReadOnlySpan<int> Recent { get; } = recent;

        public SamplerSettings Settings { get; } = settings;

        public Draw Draw { get; } = draw;

        public ReadOnlySpan<ulong> Allowed { get; } = allowed;

        public ReadOnlySpan<int> Excluded { get; } = excluded;
    }

    private readonly ref struct Weighing(Sampler sampler, ReadOnlySpan<int> tokens, Span<double> into)
    {
        public Sampler Sampler { get; } = sampler;

        public ReadOnlySpan<int> Tokens { get; } = tokens;

        public Span<double> Into { get; } = into;
    }
}
