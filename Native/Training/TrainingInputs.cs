using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>What changes from batch to batch, as tensors, and the unit matrix that targets are looked up in.</summary>
internal sealed unsafe class TrainingInputs
{
    /// <summary>Tensors made here.</summary>
    public const int Count = 6;

    private readonly float[] _mask;
    private readonly float[] _weights;

    /// <summary>Makes the headers; <see cref="Start"/> follows when they have memory.</summary>
    public TrainingInputs(ggml_context* ctx, TrainingShape shape, int windows)
    {
        Batch = new WindowBatch(windows, shape.Context);
        var places = (long)windows * shape.Context;
        Tokens = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, places), "tokens");
        Targets = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, places), "targets");
        Positions = Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.I32, places), "positions");
        Mask = Named(Ggml.ggml_new_tensor_4d(ctx, (int)GgmlType.F32, shape.Context, shape.Context, 1, windows), "mask");
        Weights = Named(Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, 1, places), "weights");
        Unit = Named(Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, shape.Vocabulary, shape.Vocabulary), "unit");
        _mask = new float[places * shape.Context];
        _weights = new float[places];
    }

    /// <summary>The sizes, and the empty batch whose memory is used when nothing else is set.</summary>
    public WindowBatch Batch { get; }

    public ggml_tensor* Tokens { get; }

    public ggml_tensor* Targets { get; }

    public ggml_tensor* Positions { get; }

    public ggml_tensor* Mask { get; }

    public ggml_tensor* Weights { get; }

    public ggml_tensor* Unit { get; }

    public void Start()
    {
        var vocabulary = (int)Unit->ne[0];
        var row = new float[vocabulary];
        for (var i = 0; i < vocabulary; i++)
        {
            row[i] = 1;
            Upload<float>(Unit, row, (nuint)i * Unit->nb[1]);
            row[i] = 0;
        }
    }

    /// <param name="scale">Each weight is multiplied by it: one over the weight of everything that makes up a step.</param>
    public void Set(WindowBatch batch, float scale)
    {
        if (batch.Windows != Batch.Windows || batch.Context != Batch.Context) throw new ArgumentException($"a batch of {batch.Windows} x {batch.Context} places was given, this training has {Batch.Windows} x {Batch.Context}", nameof(batch));
        for (var i = 0; i < _weights.Length; i++) _weights[i] = batch.Weights[i] * scale;
        batch.FillMask(_mask);
        Upload<int>(Tokens, batch.Tokens);
        Upload<int>(Targets, batch.Targets);
        Upload<int>(Positions, batch.Positions);
        Upload<float>(Weights, _weights);
        Upload<float>(Mask, _mask);
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
