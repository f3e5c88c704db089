using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Training;

/// <summary>Where a training runs: a backend of ggml's own.</summary>
internal sealed unsafe class TrainingDevice : NativeResource
{
    private TrainingDevice(ggml_backend* backend) : base("training device", backend)
    {
    }

    public ggml_backend* Pointer => (ggml_backend*)handle;

    public string Name => LlamaRuntime.Text(Ggml.ggml_backend_name(Pointer));

    /// <param name="gpu">The first GPU; otherwise the processor.</param>
    /// <param name="threads">Threads on the processor: always set, because ggml's default of four on two cores is a hundred times slower.</param>
    public static TrainingDevice Open(bool gpu, int? threads)
    {
        LlamaRuntime.EnsureLoaded();
        var device = Ggml.ggml_backend_dev_by_type(gpu ? ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_GPU : ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU);
        if (device == null) throw new InputException(gpu ? "llama.cpp sees no GPU here: install a GPU build with `./build.sh --cuda` or `--vulkan`, or train on the processor." : "llama.cpp has no CPU backend here: run ./build.sh.");
        var opened = new TrainingDevice(Ggml.ggml_backend_dev_init(device, null));
        if (gpu) return opened;
        var set = (delegate* unmanaged[Cdecl]<ggml_backend*, int, void>)Ggml.ggml_backend_reg_get_proc_address(Ggml.ggml_backend_dev_backend_reg(device), "ggml_backend_set_n_threads");
        if (set == null)
        {
            opened.Dispose();
            throw new NativeException("The CPU backend has no ggml_backend_set_n_threads; its default of four threads cannot be used.");
        }

        set(opened.Pointer, ThreadCount.Resolve(threads));
        return opened;
    }

    /// <summary>Refuses a graph with an operation that this device does not have: nothing falls back in silence.</summary>
    public void Require(ggml_cgraph* graph)
    {
        for (var i = 0; i < Ggml.ggml_graph_n_nodes(graph); i++)
        {
            var node = Ggml.ggml_graph_node(graph, i);
            if (node->op == Ggml.GGML_OP_NONE || Ggml.ggml_backend_supports_op(Pointer, node) != 0) continue;
            throw new InputException($"{Name} cannot compute {LlamaRuntime.Text(Ggml.ggml_op_name(node->op))}, which training needs: train on the processor.");
        }
    }

    public void Compute(ggml_cgraph* graph)
    {
        var status = Ggml.ggml_backend_graph_compute(Pointer, graph);
        if (status != 0) throw new NativeException($"{Name} could not compute a training graph (status {status}): {string.Join(" | ", NativeLog.LastProblems(3))}");
    }

    protected override bool ReleaseHandle()
    {
        Ggml.ggml_backend_free(Pointer);
        return true;
    }
}
