using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Models;

/// <summary>A loaded model: weights, tokenizer and metadata. Several contexts may share one.</summary>
public sealed unsafe class LlamaModel : IDisposable
{
    private readonly Lazy<IReadOnlyDictionary<string, string>> _metadata;

    private LlamaModel(ModelHandle handle, string path, IReadOnlyList<ModelBuffer> buffers)
    {
        Handle = handle;
        Buffers = buffers;
        Path = path;
        Vocabulary = new Vocabulary(handle);
        _metadata = new(ReadMetadata);
    }

    internal ModelHandle Handle { get; }

    public string Path { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>Whether any layer was placed on a GPU.</summary>
    public bool UsesGpu { get; private init; }

    /// <summary>Where the weights lie, as the library reported it while loading.</summary>
    public IReadOnlyList<ModelBuffer> Buffers { get; }

    public int Layers => Llama.llama_model_n_layer(Handle.Pointer);

    /// <summary>Width of the residual stream.</summary>
    public int Width => Llama.llama_model_n_embd(Handle.Pointer);

    public int Heads => Llama.llama_model_n_head(Handle.Pointer);

    public int KvHeads => Llama.llama_model_n_head_kv(Handle.Pointer);

    public int TrainedContext => Llama.llama_model_n_ctx_train(Handle.Pointer);

    /// <summary>Bytes of all tensors as stored in the file.</summary>
    public long WeightBytes => (long)Llama.llama_model_size(Handle.Pointer);

    public long Parameters => (long)Llama.llama_model_n_params(Handle.Pointer);

    public string Description => ReadString((buffer, size) => Llama.llama_model_desc(Handle.Pointer, buffer, size));

    /// <summary>Recurrent or hybrid memory splits batches by sequence; steering then runs grouped.</summary>
    public bool HasRecurrentMemory => Llama.llama_model_is_recurrent(Handle.Pointer) != 0 || Llama.llama_model_is_hybrid(Handle.Pointer) != 0;

    /// <summary>Positions that the windowed layers see; 0: all layers see everything.</summary>
    public int SlidingWindow => Llama.llama_model_n_swa(Handle.Pointer);

    /// <summary>The chat template stored in the file, or null.</summary>
    public string? ChatTemplateSource
    {
        get
        {
            var text = Llama.llama_model_chat_template(Handle.Pointer, null);
            return text == null ? null : LlamaRuntime.Text(text);
        }
    }

    /// <summary>All metadata as text; long arrays are abbreviated by the library.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata.Value;

    public string Architecture => Metadata.GetValueOrDefault("general.architecture", "unknown");

    /// <summary>Loads a model; <paramref name="progress"/> hears fractions from 0 to 1, cancellation stops the load.</summary>
    public static LlamaModel Load(string path, ModelOptions? options = null, Action<float>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new ModelOptions();
        if (!File.Exists(path)) throw new InputException($"{path} does not exist. `persim models list` shows the models at hand, `persim models synth` makes one.");
        LlamaRuntime.EnsureLoaded();
        var gpus = BackendDevice.All().Count(d => d.IsGpu);
        var gpuLayers = options.GpuLayers ?? GpuLayersFromEnvironment();
        if (gpuLayers is not (null or 0) && gpus == 0)
        {
            throw new InputException($"GPU layers ({gpuLayers}) were asked for, but llama.cpp sees no GPU here. Install a GPU build with `./build.sh --cuda` or `--vulkan` and see `persim doctor`, or leave the option out.");
        }

        var native = Llama.llama_model_default_params();
        native.n_gpu_layers = gpuLayers ?? (gpus > 0 ? -1 : 0);
        // what goes to a device is the library's to refuse; a mapped file on the CPU must fit to be of use
        if (native.n_gpu_layers == 0) MachineMemory.Require(new FileInfo(path).Length, $"the weights of {path}");
        native.load_mode = options.MemoryMap ? llama_load_mode.LLAMA_LOAD_MODE_MMAP : llama_load_mode.LLAMA_LOAD_MODE_NONE;
        native.use_extra_bufts = options.Repack ? (byte)1 : (byte)0;
        native.check_tensors = options.CheckTensors ? (byte)1 : (byte)0;
        native.vocab_only = options.VocabularyOnly ? (byte)1 : (byte)0;
        var listener = new LoadListener(progress, cancellation);
        using var buffers = new ModelBufferListener();
        var pin = GCHandle.Alloc(listener);
        ModelHandle handle;
        try
        {
            native.progress_callback = &OnProgress;
            native.progress_callback_user_data = (void*)GCHandle.ToIntPtr(pin); // freed in finally, after the only call that uses it
            handle = new ModelHandle(Llama.llama_model_load_from_file(path, native));
        }
        finally
        {
            pin.Free();
        }

        if (!handle.IsInvalid) return new LlamaModel(handle, path, [.. buffers.Buffers]) { UsesGpu = native.n_gpu_layers != 0 };
        handle.Dispose();
        listener.Rethrow();
        cancellation.ThrowIfCancellationRequested();
        throw new InputException($"{path} cannot be loaded by llama.cpp {LlamaRuntime.PinnedVersion}: {string.Join(" | ", NativeLog.LastProblems(2))}");
    }

    public void Dispose() => Handle.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float fraction, void* userData)
    {
        var listener = (LoadListener)GCHandle.FromIntPtr((nint)userData).Target!;
        return listener.Report(fraction) ? (byte)1 : (byte)0;
    }

    private static int? GpuLayersFromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(ModelOptions.GpuLayersVariable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        return int.TryParse(text, out var layers) && layers >= -1 ? layers : throw new InputException($"{ModelOptions.GpuLayersVariable} is '{text}'; it takes -1 (all layers), 0 (none) or a number of layers.");
    }

    private Dictionary<string, string> ReadMetadata()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Llama.llama_model_meta_count(Handle.Pointer); i++)
        {
            var key = ReadString((buffer, size) => Llama.llama_model_meta_key_by_index(Handle.Pointer, i, buffer, size));
            all[key] = ReadString((buffer, size) => Llama.llama_model_meta_val_str_by_index(Handle.Pointer, i, buffer, size));
        }

        return all;
    }

    private delegate int StringReader(byte* buffer, nuint size);

    private static string ReadString(StringReader read)
    {
        var needed = read(null, 0);
        if (needed < 0) return "";
        var buffer = new byte[needed + 1];
        fixed (byte* p = buffer) return System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(needed, read(p, (nuint)buffer.Length)));
    }

    private sealed class LoadListener(Action<float>? progress, CancellationToken cancellation)
    {
        private Exception? _fault;

        public bool Report(float fraction)
        {
            try
            {
                progress?.Invoke(fraction);
                return !cancellation.IsCancellationRequested;
            }
            catch (Exception e) // must not cross the native frame: kept, and rethrown after the call
            {
                _fault = e;
                return false;
            }
        }

        public void Rethrow()
        {
            if (_fault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
        }
    }
}
