using System.Runtime.InteropServices;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>The workers' gradients added up, their norm, and ggml's AdamW step on moments of our own; vectors (the norms' gains) are not decayed.</summary>
internal sealed unsafe class OptimizerGraph : IDisposable
{
    /// <summary>Tensors that the caller's context must have room for.</summary>
    public const int Inputs = 2;

    private const int Settings = 7; // alpha, beta1, beta2, eps, wd, beta1h, beta2h: ggml_opt_step_adamw
    private readonly TensorContext _context;
    private readonly GraphAllocator? _normMemory;
    private readonly GraphAllocator? _stepMemory;
    private readonly ggml_cgraph* _norm;
    private readonly ggml_cgraph* _step;
    private readonly nint[] _squares;
    private readonly nint[] _scaled;
    private readonly (nint Decayed, nint Plain) _settings;

    public OptimizerGraph(
        IReadOnlyList<ParameterTensor> parameters,
        IReadOnlyDictionary<string, nint> weights,
        IReadOnlyList<IReadOnlyDictionary<string, nint>> gradients,
        IReadOnlyDictionary<string, nint> first,
        IReadOnlyDictionary<string, nint> second,
        (nint Decayed, nint Plain) settings,
        TrainingDevice device)
    {
        _settings = settings;
        var nodes = (nuint)((8 + gradients.Count) * parameters.Count);
        _context = new TensorContext((2 * Ggml.ggml_graph_overhead_custom(nodes, 0)) + (nodes * Ggml.ggml_tensor_overhead()));
        var ctx = _context.Pointer;
        _norm = Ggml.ggml_new_graph_custom(ctx, nodes, 0);
        _step = Ggml.ggml_new_graph_custom(ctx, nodes, 0);
        _squares = new nint[parameters.Count];
        _scaled = new nint[parameters.Count];
        for (var i = 0; i < parameters.Count; i++)
        {
            var name = parameters[i].Name;
            var gradient = (ggml_tensor*)gradients[0][name];
            var sum = gradient;
            for (var w = 1; w < gradients.Count; w++) sum = Ggml.ggml_add_inplace(ctx, sum, (ggml_tensor*)gradients[w][name]); // into the first worker's
            var square = Ggml.ggml_sum(ctx, Ggml.ggml_sqr(ctx, sum));
            Ggml.ggml_set_output(square);
            Ggml.ggml_build_forward_expand(_norm, square);
            var scaled = Ggml.ggml_scale_inplace(ctx, gradient, 1);
            (_squares[i], _scaled[i]) = ((nint)square, (nint)scaled);
            var with = (ggml_tensor*)(parameters[i].IsVector ? settings.Plain : settings.Decayed);
            Ggml.ggml_build_forward_expand(_step, Ggml.ggml_opt_step_adamw(ctx, (ggml_tensor*)weights[name], scaled, (ggml_tensor*)first[name], (ggml_tensor*)second[name], with));
        }

        try
        {
            device.Require(_norm);
            device.Require(_step);
            _normMemory = new GraphAllocator(device);
            _stepMemory = new GraphAllocator(device);
            _normMemory.Allocate(_norm, "the gradients' norm");
            _stepMemory.Allocate(_step, "the step");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public static (nint Decayed, nint Plain) DeclareInputs(ggml_context* ctx) =>
        ((nint)TrainingInputs.Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.F32, Settings), "settings"), (nint)TrainingInputs.Named(Ggml.ggml_new_tensor_1d(ctx, (int)GgmlType.F32, Settings), "settings without decay"));

    /// <summary>Adds the workers' gradients up, into the first one's, and returns their norm.</summary>
    public double Norm(TrainingDevice device)
    {
        device.Compute(_norm);
        var sum = 0.0;
        Span<float> square = stackalloc float[1];
        foreach (var tensor in _squares)
        {
            TrainingInputs.Download((ggml_tensor*)tensor, square);
            sum += square[0];
        }

        return Math.Sqrt(sum);
    }

    public void Step(TrainingDevice device, in AdamW with, double norm, long step)
    {
        var shorten = with.Clip > 0 && norm > with.Clip ? (float)(with.Clip / norm) : 1f;
        foreach (var tensor in _scaled)
        {
            // the factor is the first of the node's parameters (ggml_scale_impl); the node is ours and is not being computed now
            MemoryMarshal.Cast<int, float>(MemoryMarshal.CreateSpan(ref ((int*)&((ggml_tensor*)tensor)->op_params)[0], 1))[0] = shorten;
        }

        float[] values = [(float)with.Rate, (float)with.Beta1, (float)with.Beta2, (float)with.Epsilon, (float)with.Decay, (float)(1 / (1 - Math.Pow(with.Beta1, step))), (float)(1 / (1 - Math.Pow(with.Beta2, step)))];
        TrainingInputs.Upload<float>((ggml_tensor*)_settings.Decayed, values);
        values[4] = 0;
        TrainingInputs.Upload<float>((ggml_tensor*)_settings.Plain, values);
        device.Compute(_step);
    }

    public void Dispose()
    {
        _stepMemory?.Dispose();
        _normMemory?.Dispose();
        _context.Dispose();
    }
}
