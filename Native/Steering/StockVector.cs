using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>The library's own control vector: one for the whole context, every token of every sequence.</summary>
internal sealed unsafe class StockVector(LlamaContext context)
{
    private readonly int _width = context.Model.Width;
    private readonly int _layers = context.Model.Layers;
    private readonly float[] _data = new float[context.Model.Width * (context.Model.Layers - 1)]; // the library's layout starts at layer 1

    /// <summary>Sets it to one value per layer.</summary>
    public void SetSentinels(int firstLayer, int lastLayer)
    {
        for (var layer = 1; layer < _layers; layer++) Layer(layer).Fill(OperandSearch.Base + layer);
        Apply(firstLayer, lastLayer);
    }

    /// <summary>Sets it to a mix, or to zero.</summary>
    public void Set(Doses? doses, IReadOnlyList<int> steered)
    {
        Array.Clear(_data);
        if (doses is not null)
        {
            foreach (var layer in steered) doses.Table.Compose(layer, doses, Layer(layer));
        }

        Apply(steered[0], steered[^1]);
    }

    private Span<float> Layer(int layer) => _data.AsSpan((layer - 1) * _width, _width);

    private void Apply(int first, int last)
    {
        fixed (float* data = _data) // copied by the call
        {
            if (Llama.llama_set_adapter_cvec(context.Pointer, data, (nuint)_data.Length, _width, first, last) != 0)
            {
                throw new NativeException($"llama_set_adapter_cvec refused layers {first} to {last} of width {_width}: {string.Join(" | ", Loading.NativeLog.LastProblems(2))}");
            }
        }
    }
}
