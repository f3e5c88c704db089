using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>
/// Weights, gradients and both moments as tensors of one device, and three graphs over them: loss alone, loss with gradients (added up until
/// a step is made), and the step. One thread owns it.
/// </summary>
internal sealed unsafe class TrainingMachine : IDisposable
{
    private const int GraphNodes = 1 << 15; // 512 layers would fit; an unused place costs 80 bytes
    private readonly TrainingDevice _device;
    private readonly TensorContext _static;
    private readonly TensorBuffer _memory;
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<string, nint> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _gradients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _second = new(StringComparer.Ordinal);
    private readonly TrainingInputs _inputs;
    private readonly ggml_tensor* _lossGradient;
    private ggml_cgraph* _forward;
    private ggml_cgraph* _backward;
    private ggml_tensor* _forwardLoss;
    private ggml_tensor* _backwardLoss;
    private ggml_tensor* _logits;
    private readonly OptimizerGraph _optimizer;

    public TrainingMachine(TrainingShape shape, int windows, TrainingDevice device)
    {
        shape.Require();
        Shape = shape;
        Parameters = [.. ParameterTensor.All(shape)];
        _device = device;
        var headers = (nuint)((4 * Parameters.Count) + TrainingInputs.Count + 1 + OptimizerGraph.Inputs);
        _static = Own(new TensorContext(headers * Ggml.ggml_tensor_overhead()));
        try
        {
            foreach (var p in Parameters) Declare(p);
            _inputs = new TrainingInputs(_static.Pointer, shape, windows);
            _lossGradient = TrainingInputs.Named(Ggml.ggml_new_tensor_1d(_static.Pointer, (int)GgmlType.F32, 1), "loss gradient");
            var settings = OptimizerGraph.DeclareInputs(_static.Pointer);
            _memory = Own(new TensorBuffer(_static, device));
            _inputs.Start();
            TrainingInputs.Upload<float>(_lossGradient, [1f]);
            foreach (var tensor in _first.Values.Concat(_second.Values)) Zero((ggml_tensor*)tensor);
            BuildForward();
            BuildBackward();
            _optimizer = Own(new OptimizerGraph(Parameters, _weights, _gradients, _first, _second, settings, device));
            ClearGradients();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TrainingShape Shape { get; }

    public IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <summary>An empty batch of the right size.</summary>
    public WindowBatch NewBatch() => new(_inputs.Batch.Windows, _inputs.Batch.Context);

    /// <summary>Bytes of all tensors and results.</summary>
    public long MemoryBytes => _memory.Bytes + _owned.OfType<GraphAllocator>().Sum(a => a.Bytes);

    public void ClearGradients()
    {
        foreach (var gradient in _gradients.Values) Zero((ggml_tensor*)gradient);
    }

    /// <summary>Adds the batch's gradients to those there are; returns its weighted loss, times <paramref name="scale"/>.</summary>
    public float Accumulate(WindowBatch batch, float scale)
    {
        _inputs.Set(batch, scale);
        _device.Compute(_backward);
        return Scalar(_backwardLoss);
    }

    public float Evaluate(WindowBatch batch, float scale)
    {
        _inputs.Set(batch, scale);
        _device.Compute(_forward);
        return Scalar(_forwardLoss);
    }

    /// <summary>The logits of a batch, [places, vocabulary].</summary>
    public float[] Logits(WindowBatch batch)
    {
        Evaluate(batch, 1);
        var logits = new float[(long)batch.Windows * batch.Context * Shape.Vocabulary];
        TrainingInputs.Download<float>(_logits, logits);
        return logits;
    }

    /// <summary>Moves the weights along the gathered gradients and returns the gradients' norm before it was clipped.</summary>
    public double Step(in AdamW settings, long step)
    {
        var norm = _optimizer.Norm(_device);
        if (!double.IsFinite(norm)) throw new InputException($"The gradient at step {step} is not finite: the training has diverged. Use a lower learning rate or a longer warm-up, and resume from the checkpoint.");
        _optimizer.Step(_device, settings, norm, step);
        return norm;
    }

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

    private void Declare(ParameterTensor p)
    {
        var ctx = _static.Pointer;
        var weight = p.IsVector ? Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.F32, p.Columns) : Ggml.ggml_new_tensor_2d(ctx, (int)GgmlType.F32, p.Columns, p.Rows);
        Ggml.ggml_set_name(weight, p.Name);
        Ggml.ggml_set_param(weight);
        _weights[p.Name] = (nint)weight;
        _gradients[p.Name] = (nint)Ggml.ggml_dup_tensor(ctx, weight);
        _first[p.Name] = (nint)Ggml.ggml_dup_tensor(ctx, weight);
        _second[p.Name] = (nint)Ggml.ggml_dup_tensor(ctx, weight);
    }

    private void BuildForward()
    {
        _forward = NewGraph(gradients: false, out var ctx);
        var graph = new ForwardGraph(ctx, Shape, _inputs, _weights);
        _logits = graph.Logits();
        Ggml.ggml_set_output(_logits);
        _forwardLoss = graph.Loss(_logits);
        Ggml.ggml_build_forward_expand(_forward, _forwardLoss);
        Place(_forward, "the loss");
    }

    private void BuildBackward()
    {
        _backward = NewGraph(gradients: true, out var ctx);
        var graph = new ForwardGraph(ctx, Shape, _inputs, _weights);
        _backwardLoss = graph.Loss(graph.Logits());
        Ggml.ggml_build_forward_expand(_backward, _backwardLoss);
        var nodes = Ggml.ggml_graph_n_nodes(_backward);
        var sums = new ggml_tensor*[nodes]; // where the library adds up the gradient of a node
        for (var i = 0; i < nodes; i++)
        {
            var node = Ggml.ggml_graph_node(_backward, i);
            foreach (var (name, weight) in _weights)
            {
                if ((nint)node == weight) sums[i] = (ggml_tensor*)_gradients[name];
            }

            if (node == _backwardLoss) sums[i] = _lossGradient;
        }

        fixed (ggml_tensor** s = sums) Ggml.ggml_build_backward_expand(ctx, _backward, s); // the array is read during the call only
        Place(_backward, "the gradients");
    }

    private ggml_cgraph* NewGraph(bool gradients, out ggml_context* ctx)
    {
        var overhead = Ggml.ggml_graph_overhead_custom(GraphNodes, 1) + ((nuint)GraphNodes * Ggml.ggml_tensor_overhead());
        ctx = Own(new TensorContext(overhead)).Pointer;
        return Ggml.ggml_new_graph_custom(ctx, GraphNodes, gradients ? (byte)1 : (byte)0);
    }

    private void Place(ggml_cgraph* graph, string what)
    {
        _device.Require(graph);
        Own(new GraphAllocator(_device)).Allocate(graph, what);
    }

    private ggml_tensor* Tensor(ParameterTensor p, TrainingState state) => (ggml_tensor*)(state switch
    {
        TrainingState.Weight => _weights,
        TrainingState.Gradient => _gradients,
        TrainingState.FirstMoment => _first,
        _ => _second,
    })[p.Name];

    private T Own<T>(T resource) where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    private static void Zero(ggml_tensor* tensor) => Ggml.ggml_backend_tensor_memset(tensor, 0, 0, Ggml.ggml_nbytes(tensor));

    private static float Scalar(ggml_tensor* tensor)
    {
        Span<float> value = stackalloc float[1];
        TrainingInputs.Download(tensor, value);
        return value[0];
    }
}

/// <summary>What is kept for each parameter.</summary>
internal enum TrainingState
{
    Weight,
    Gradient,
    FirstMoment,
    SecondMoment,
}
