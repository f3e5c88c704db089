using System.Numerics.Tensors;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// Embeddings: the mean hidden state of an ask's own part behind the last block that has all rows, at unit length and never steered, so that
/// what is remembered does not depend on the dose. (The library's own embedding output makes every token an output row, logits included.)
/// </summary>
internal sealed class Embedder : IDisposable
{
    private readonly LlamaModel _model;
    private readonly ActivationTap _tap;

    public Embedder(LlamaModel model, int longest, int batchTokens, int threads, FlashAttention flash)
    {
        _model = model;
        _tap = ActivationTap.Create(model, [Math.Max(1, model.Layers - 2)], longest, batchTokens, threads, flash);
    }

    public void Run(IReadOnlyList<Prompt> prompts, Action<Prompt, Answered> done, CancellationToken cancellation)
    {
        foreach (var prompt in prompts) Check(prompt.Ask);
        var texts = prompts.Select(p => new CaptureText(p.Tokens, Math.Min(p.SharedLength, p.Tokens.Length - 1), p.Tokens.Length));
        _tap.Capture(texts, (index, _, mean, _) =>
        {
            var values = mean.ToArray();
            var length = TensorPrimitives.Norm(values);
            if (float.IsFinite(length) && length > 0) TensorPrimitives.Divide(values, length, values);
            else values = [];
            done(prompts[index], values.Length > 0 ? new Answered(new VectorValue(values), "") : new Answered(null, "") { Kind = "finite", Refusal = "the hidden state is not a finite vector" });
        }, cancellation);
    }

    public void Dispose() => _tap.Dispose();

    private void Check(Ask ask)
    {
        if (ask.Shape is not VectorShape shape) throw new ShapeException($"Ask {ask.Key} wants an embedding, but a {ask.Shape.GetType().Name} is no vector.");
        if (shape.Length != _model.Width) throw new ShapeException($"Ask {ask.Key} wants a vector of {shape.Length} numbers, {Path.GetFileName(_model.Path)} gives {_model.Width}.");
        if (ask.Doses.Any(d => d.Dose != 0)) throw new ShapeException($"Ask {ask.Key} is dosed, but embeddings are never steered.");
    }
}
