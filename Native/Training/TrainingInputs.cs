using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>What changes from batch to batch of one size, as tensors.</summary>
internal sealed unsafe class TrainingInputs
{
    /// <summary>Tensors made here.</summary>
    public const int Count = 7;

    private readonly float[] _mask;
    private readonly float[] _weights;
    private readonly int[] _targets, _rows;

    /// <summary>Makes the headers; their values follow when they have memory.</summary>
    /// <param name="directions">[doses, width] by block; none where nothing is dosed.</param>
    public TrainingInputs(ggml_context* ctx, WindowSize size, ggml_tensor* unit, IReadOnlyDictionary<int, nint> directions)
    {
        Unit = unit;
        Directions = directions;
        Batch = TrainingMachine.NewBatch(size);
        var (places, predicted) = ((long)size.Places, (long)size.Windows * size.Predicted);
        Tokens = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, places), "tokens");
        Rows = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, predicted), "rows");
        Targets = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, predicted), "targets");
        Positions = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, places), "positions");
        Mask = Named(Ggml.ggml_new_tensor_4d(ctx, (int)GgmlType.F32, size.Context, size.Context, 1, size.Windows), "mask");
        Weights = Named(Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, 1, predicted), "weights");
        if (size.Doses > 0) Doses = Named(Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, size.Doses, places), "doses");
        _mask = new float[places * size.Context];
        (_weights, _targets, _rows) = (new float[predicted], new int[predicted], new int[predicted]);
    }

    /// <summary>The sizes, and the empty batch whose memory is used when nothing else is set.</summary>
    public WindowBatch Batch { get; }

    public ggml_tensor* Tokens { get; }

    /// <summary>Whether only some places are predicted.</summary>
    public bool Gathers => Batch.Predicted < Batch.Context;

    /// <summary>The places that are predicted, in their order; what is left over weighs nothing.</summary>
    public ggml_tensor* Rows { get; }

    public ggml_tensor* Targets { get; }

    public ggml_tensor* Positions { get; }

    public ggml_tensor* Mask { get; }

    public ggml_tensor* Weights { get; }

    /// <summary>[doses, places]; null where nothing is dosed.</summary>
    public ggml_tensor* Doses { get; }

    /// <summary>[doses, width] by block: what a dose of one adds behind it; shared by all sizes.</summary>
    public IReadOnlyDictionary<int, nint> Directions { get; }

    /// <summary>The unit matrix, in which targets are looked up; shared by all sizes.</summary>
    public ggml_tensor* Unit { get; }

    public static ggml_tensor* NewUnit(ggml_context* ctx, int vocabulary) => Named(Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, vocabulary, vocabulary), "unit");

    public static ggml_tensor* NewDirections(ggml_context* ctx, DosedDirections directions, int block) => Named(Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, directions.Count, directions.Width), $"directions {block}");

    public static void FillDirections(ggml_tensor* tensor, IReadOnlyList<float[]> directions)
    {
        var values = new float[directions.Count * directions[0].Length];
        for (var i = 0; i < values.Length; i++) values[i] = directions[i % directions.Count][i / directions.Count];
        Upload<float>(tensor, values);
    }

    public static void FillUnit(ggml_tensor* unit)
    {
        var vocabulary = (int)unit->ne[0];
        var row = new float[vocabulary];
        for (var i = 0; i < vocabulary; i++)
        {
            row[i] = 1;
            Upload<float>(unit, row, (nuint)i * unit->nb[1]);
            row[i] = 0;
        }
    }

    /// <param name="scale">Each weight is multiplied by it: one over the weight of everything that makes up a step.</param>
    public void Set(WindowBatch batch, float scale)
    {
        if (batch.Windows != Batch.Windows || batch.Context != Batch.Context) throw new ArgumentException($"a batch of {batch.Windows} x {batch.Context} places was given, this training has {Batch.Windows} x {Batch.Context}", nameof(batch));
        Gather(batch, scale);
        batch.FillMask(_mask);
        Upload<int>(Tokens, batch.Tokens);
        Upload<int>(Rows, _rows);
        Upload<int>(Targets, _targets);
        Upload<int>(Positions, batch.Positions);
        Upload<float>(Weights, _weights);
        Upload<float>(Mask, _mask);
        if (Doses is not null) Upload<float>(Doses, batch.Doses);
    }

    private void Gather(WindowBatch batch, float scale)
    {
        var at = 0;
        for (var place = 0; place < batch.Weights.Length; place++)
        {
            if (Gathers && batch.Weights[place] <= 0) continue;
            if (at == _rows.Length) throw new ArgumentException($"a batch predicts more than {_rows.Length} places", nameof(batch));
            (_rows[at], _targets[at], _weights[at]) = (place, batch.Targets[place], batch.Weights[place] * scale);
            at++;
        }

        Array.Clear(_rows, at, _rows.Length - at);
        Array.Clear(_targets, at, _rows.Length - at);
        Array.Clear(_weights, at, _rows.Length - at);
    }

    public static void Upload<T>(ggml_tensor* tensor, ReadOnlySpan<T> values, nuint offset = 0) where T : unmanaged
    {
        // safe: the span is pinned for the call, which copies, and the library checks that the tensor is as long
        fixed (T* source = values) Ggml.ggml_backend_tensor_set(tensor, source, offset, (nuint)(values.Length * sizeof(T)));
    }

    public static void Download<T>(ggml_tensor* tensor, Span<T> values) where T : unmanaged
    {
        fixed (T* target = values) Ggml.ggml_backend_tensor_get(tensor, target, 0, (nuint)(values.Length * sizeof(T)));
    }

    public static void Zero(ggml_tensor* tensor) => Ggml.ggml_backend_tensor_memset(tensor, 0, 0, Ggml.ggml_nbytes(tensor));

    public static ggml_tensor* Named(ggml_tensor* tensor, string name) => Ggml.ggml_set_name(tensor, name);
}
