using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>What is kept for each parameter.</summary>
internal enum TrainingState
{
    Weight,
    Gradient,
    FirstMoment,
    SecondMoment,
}

/// <summary>Weights and both moments, the workers that compute gradients for them, and the step. One thread owns it.</summary>
internal sealed unsafe class TrainingMachine : IDisposable
{
    private readonly TrainingDevice _device;
    private readonly List<IDisposable> _owned = [];
    private readonly TensorBuffer _memory;
    private readonly Dictionary<string, nint> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _second = new(StringComparer.Ordinal);
    private readonly List<TrainingWorker> _workers = [];
    private readonly OptimizerGraph _optimizer;

    /// <param name="windows">Windows of a batch.</param>
    /// <param name="workers">Batches computed side by side, one thread each; on a GPU one.</param>
    public TrainingMachine(TrainingShape shape, int windows, int workers, bool gpu = false) : this(shape, [new WindowSize(shape.Context, windows, shape.Context)], workers, gpu)
    {
    }

    /// <param name="own">Whether matrix products are our own; by default where the processor has the vectors for them.</param>
    public TrainingMachine(TrainingShape shape, IReadOnlyList<WindowSize> sizes, int workers, bool gpu, bool? own = null, DosedDirections? directions = null)
    {
        shape.Require();
        directions?.Require(shape);
        if (sizes.Any(s => s.Doses != (directions?.Count ?? 0))) throw new ArgumentException("every size needs as many doses as there are directions", nameof(sizes));
        (Shape, Sizes) = (shape, sizes);
        Parameters = [.. ParameterTensor.All(shape)];
        _device = Own(TrainingDevice.Open(gpu, threads: 1));
        try
        {
            var context = Own(new TensorContext((nuint)((3 * Parameters.Count) + OptimizerGraph.Inputs) * Ggml.ggml_tensor_overhead()));
            foreach (var p in Parameters) Declare(context.Pointer, p);
            var settings = OptimizerGraph.DeclareInputs(context.Pointer);
            _memory = Own(new TensorBuffer(context, _device));
            foreach (var moment in _first.Values.Concat(_second.Values)) TrainingInputs.Zero((ggml_tensor*)moment);
            for (var i = 0; i < workers; i++) _workers.Add(Own(new TrainingWorker(shape, sizes, _weights, gpu, own, directions)));
            _optimizer = Own(new OptimizerGraph(Parameters, _weights, [.. _workers.Select(w => w.Gradients)], _first, _second, settings, _device));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TrainingShape Shape { get; }

    /// <summary>Sizes of batches, the longest windows last.</summary>
    public IReadOnlyList<WindowSize> Sizes { get; }

    public IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <summary>Bytes of all tensors and results.</summary>
    public long MemoryBytes => _memory.Bytes + _workers.Sum(w => w.MemoryBytes);

    /// <summary>An empty batch of the longest windows.</summary>
    public WindowBatch NewBatch() => NewBatch(Sizes[^1]);

    public static WindowBatch NewBatch(WindowSize size) => new(size.Windows, size.Context, size.Predicted, size.Doses);

    public void ClearGradients() => _workers.ForEach(w => w.ClearGradients());

    /// <summary>Adds the batches' gradients to those there are; returns the sum of their weighted losses, times <paramref name="scale"/>.</summary>
    public double Accumulate(IReadOnlyList<WindowBatch> batches, float scale) => Share(batches, (worker, batch) => worker.Accumulate(batch, scale));

    public double Evaluate(IReadOnlyList<WindowBatch> batches, float scale) => Share(batches, (worker, batch) => worker.Evaluate(batch, scale));

    /// <summary>The logits of a batch, [places that are predicted, vocabulary].</summary>
    public float[] Logits(WindowBatch batch) => _workers[0].Logits(batch);

    /// <summary>Moves the weights along the gathered gradients, forgets these, and returns their norm before it was clipped.</summary>
    public double Step(in AdamW settings, long step)
    {
        var norm = _optimizer.Norm(_device);
        if (!double.IsFinite(norm)) throw new InputException($"The gradient at step {step} is not finite: the training has diverged. Use a lower learning rate or a longer warm-up, and resume from the checkpoint.");
        _optimizer.Step(_device, settings, norm, step);
        ClearGradients();
        return norm;
    }

    /// <summary>A copy of a parameter's values; gradients are those of the first worker until a step has added the others'.</summary>
    public float[] Read(ParameterTensor p, TrainingState state)
    {
        var values = new float[p.Elements];
        TrainingInputs.Download<float>(Tensor(p, state), values);
        return values;
    }

    public void Write(ParameterTensor p, TrainingState state, ReadOnlySpan<float> values)
    {
        if (values.Length != p.Elements) throw new ArgumentException($"{p.Name} has {p.Elements} values, {values.Length} were given", nameof(values));
        TrainingInputs.Upload(Tensor(p, state), values);
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
        _owned.Clear();
    }

    // batch i is always worker (i mod workers)'s, and sums are made in the order of batches: chance has no part in the bits
    private double Share(IReadOnlyList<WindowBatch> batches, Func<TrainingWorker, WindowBatch, float> compute)
    {
        var losses = new float[batches.Count];
        Parallel.For(0, Math.Min(_workers.Count, batches.Count), w =>
        {
            for (var b = w; b < batches.Count; b += _workers.Count) losses[b] = compute(_workers[w], batches[b]);
        });
        return losses.Sum(l => (double)l);
    }

    private void Declare(ggml_context* ctx, ParameterTensor p)
    {
        var weight = p.IsVector ? Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.F32, p.Columns) : Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, p.Columns, p.Rows);
        Ggml.ggml_set_param(TrainingInputs.Named(weight, p.Name));
        _weights[p.Name] = (nint)weight;
        _first[p.Name] = (nint)Ggml.ggml_dup_tensor(ctx, weight);
        _second[p.Name] = (nint)Ggml.ggml_dup_tensor(ctx, weight);
    }

    private ggml_tensor* Tensor(ParameterTensor p, TrainingState state) => (ggml_tensor*)(state switch
    {
        TrainingState.Weight => _weights,
        TrainingState.Gradient => _workers[0].Gradients,
        TrainingState.FirstMoment => _first,
        _ => _second,
    })[p.Name];

    private T Own<T>(T resource) where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }
}
