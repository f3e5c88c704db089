using System.Numerics.Tensors;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>The model's last hidden state behind the prompt, at unit length.</summary>
internal sealed class Embedding : IAnswering
{
    public Embedding(Ask ask, LlamaModel model)
    {
        if (ask.Shape is not VectorShape shape) throw new ShapeException($"Ask {ask.Key} wants an embedding, but a {ask.Shape.GetType().Name} is no vector.");
        if (shape.Length != model.Width) throw new ShapeException($"Ask {ask.Key} wants a vector of {shape.Length} numbers, {Path.GetFileName(model.Path)} gives {model.Width}.");
    }

    public int ExpectedTokens => 0;

    public Answered? Read(Slot slot, LogitRows logits)
    {
        var values = logits.Embedding(slot.Rows.First);
        var length = TensorPrimitives.Norm(values);
        if (!float.IsFinite(length) || length == 0) return new Answered(null, "", "the hidden state is not a finite vector", 0, 0, 0);
        TensorPrimitives.Divide(values, length, values);
        return new Answered(new VectorValue(values), "", null, 0, 0, 0);
    }
}
