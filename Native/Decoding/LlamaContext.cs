using System.Diagnostics;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Decoding;

/// <summary>Reads a row of logits while it is valid; the span must not be kept.</summary>
public delegate TResult LogitsReader<in TState, out TResult>(ReadOnlySpan<float> logits, TState state) where TState : allows ref struct;

/// <summary>Reads a row of logits while it is valid; the span must not be kept.</summary>
public delegate TResult LogitsReader<out TResult>(ReadOnlySpan<float> logits);

/// <summary>A KV cache and compute buffers on a model; owned by the thread that made it.</summary>
public sealed unsafe class LlamaContext : IDisposable
{
    private readonly ContextHandle _handle;
    private readonly int _owner = Environment.CurrentManagedThreadId;
    private readonly int _vocabulary;
    private readonly Func<DecodeBatch, bool> _decode; // made once: a decode allocates nothing
    private readonly nint[] _shared; // [rows] where the library keeps a shared row's logits; 0: not shared
    private int _rows;
    private long _computed; // library decodes that got as far as computing
    private Exception? _fault;

    private LlamaContext(LlamaModel model, ContextOptions options, ContextHandle handle, int threads)
    {
        Model = model;
        Options = options;
        Threads = threads;
        _handle = handle;
        _vocabulary = model.Vocabulary.Count;
        Sequences = (int)Llama.llama_n_seq_max(handle.Pointer);
        Cells = (int)Llama.llama_n_ctx(handle.Pointer);
        BatchTokens = (int)Math.Min(Llama.llama_n_batch(handle.Pointer), Llama.llama_n_ubatch(handle.Pointer));
        _shared = new nint[BatchTokens];
        Cache = new KvCache(this);
        _decode = LibraryDecode;
    }

    public LlamaModel Model { get; }

    public ContextOptions Options { get; }

    public KvCache Cache { get; }

    /// <summary>Control vectors by sequence, where the context was made with <see cref="ContextOptions.Steering"/>.</summary>
    public ContextSteering? Steering { get; private set; }

    /// <summary>Records every decode and cache call while set, for a benchmark.</summary>
    public CallTrace? Trace { get; set; }

    /// <summary>Time spent inside the library's decode since the context was made, nothing of ours included.</summary>
    public TimeSpan LibraryTime { get; private set; }

    public int Threads { get; }

    public int Sequences { get; }

    /// <summary>KV cells, as the library rounded them.</summary>
    public int Cells { get; }

    /// <summary>KV cells that one sequence can have.</summary>
    public int SequenceCells => Options.UnifiedKv ? Cells : Cells / Sequences;

    /// <summary>Most tokens of one decode.</summary>
    public int BatchTokens { get; }

    /// <summary>Most rows with logits of one decode.</summary>
    public int OutputRows => Options.OutputRows;

    internal llama_context* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            if (Environment.CurrentManagedThreadId != _owner) throw new InvalidOperationException($"A LlamaContext belongs to the thread that made it (managed thread {_owner}), this is thread {Environment.CurrentManagedThreadId}.");
            return _handle.Pointer;
        }
    }

    public static LlamaContext Create(LlamaModel model, ContextOptions? options = null)
    {
        options ??= new ContextOptions();
        var threads = ThreadCount.Resolve(options.Threads);
        ContextMemory.Check(model, options);
        var native = ToNative(options, threads);
        var hook = options.Hook ?? (options.Steering is null ? null : new EvalHook());
        hook?.Attach(ref native);
        // moving large batches of CPU layers to a GPU would replace the operands that the hook knows by copies of the scheduler's
        if (hook is not null) native.op_offload = 0;
        var handle = ContextHandle.Create(model.Handle, native);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            hook?.Dispose();
            throw new InputException($"A context of {options.Cells} cells, {options.Sequences} sequences and {options.BatchTokens} batch tokens could not be made for {model.Path} (about {MachineMemory.Gib(ContextMemory.Bytes(model, options))}; {MachineMemory.Gib(MachineMemory.Available())} of main memory are available): {string.Join(" | ", NativeLog.LastProblems(2))}");
        }

        var context = new LlamaContext(model, options, handle, threads);
        if (options.Steering is null) return context;
        try
        {
            context.Steering = ContextSteering.Create(context, options.Steering, hook!);
            context.Steering.Start(options.Steering.Mode);
            return context;
        }
        catch
        {
            context.Dispose();
            hook!.Dispose();
            throw;
        }
    }

    /// <summary>Evaluates the batch. False: no room in the cache, nothing was changed.</summary>
    public bool TryDecode(DecodeBatch batch)
    {
        if (batch.Count == 0) throw new InvalidOperationException("The batch is empty.");
        if (batch.Count > BatchTokens) throw new InvalidOperationException($"The batch holds {batch.Count} tokens, one decode of this context takes at most {BatchTokens} (the micro-batch): split it.");
        if (batch.Outputs > Options.OutputRows) throw new InvalidOperationException($"The batch asks for {batch.Outputs} rows of logits, this context was made for {Options.OutputRows}: set ContextOptions.Outputs.");
        RequireSound();
        for (var row = 0; row < batch.Count; row++) CheckSequences(batch, row);
        Forget();
        Cache.Settle(); // copies between caches are made by the decode
        var computed = _computed;
        try
        {
            var done = Steering is null ? LibraryDecode(batch) : Steering.TryDecode(batch, _decode);
            if (done) _rows = batch.Count;
            return done;
        }
        catch (Exception e) when (e is not InvalidOperationException || _computed != computed) // a batch refused before anything was computed costs nobody the cache
        {
            _fault = e; // what the cache holds now is anybody's guess
            throw;
        }
    }

    /// <summary>Evaluates the batch, or throws when the cache has no room.</summary>
    public void Decode(DecodeBatch batch)
    {
        if (!TryDecode(batch)) throw new InputException($"The KV cache has no room for {batch.Count} more tokens: {Cells} cells for {Sequences} sequences. Use a longer context or fewer sequences.");
    }

    /// <summary>After a fault: forgets everything the cache holds and makes the context usable again.</summary>
    public void Reset()
    {
        _fault = null;
        Forget();
        Cache.Clear();
        Steering?.Invalidate();
    }

    /// <summary>Hands the logits of a row of the last decode to <paramref name="read"/>; a static lambda with a state allocates nothing.</summary>
    public TResult Logits<TState, TResult>(int row, TState state, LogitsReader<TState, TResult> read) where TState : allows ref struct => read(Row(row), state);

    /// <inheritdoc cref="Logits{TState, TResult}"/>
    public TResult Logits<TResult>(int row, LogitsReader<TResult> read) => read(Row(row));

    public void CopyLogits(int row, Span<float> target) => Row(row).CopyTo(target);

    /// <summary>Lets other threads read these rows of the last decode too, until the next decode: the library itself answers its owner alone.</summary>
    public void Share(int first, int count)
    {
        for (var row = first; row < first + count; row++)
        {
            fixed (float* logits = Row(row)) _shared[row] = (nint)logits; // native memory: it does not move
        }
    }

    /// <summary>Tokens and milliseconds of both phases, as the library counts them.</summary>
    public ContextCounters Counters()
    {
        var data = Llama.llama_perf_context(Pointer);
        return new ContextCounters(data.n_p_eval, data.t_p_eval_ms, data.n_eval, data.t_eval_ms, data.n_reused);
    }

    public void ResetCounters() => Llama.llama_perf_context_reset(Pointer);

    /// <summary>Waits for a device; a CPU decode is complete when it returns.</summary>
    public void Synchronize() => Llama.llama_synchronize(Pointer);

    public void Dispose()
    {
        _handle.Dispose(); // first: the library calls into the hook until then
        Steering?.Dispose();
    }

    /// <summary>A decode in which the library's own control vector acts on every row.</summary>
    internal void DecodeStock(DecodeBatch batch)
    {
        Forget();
        Steering!.DecodeStock(batch, _decode);
        _rows = batch.Count;
    }

    internal void CopyLibraryLogits(int row, Span<float> target) => LibraryRow(row).CopyTo(target);

    /// <summary>The library call alone; false when the cache has no room.</summary>
    internal bool LibraryDecode(DecodeBatch batch)
    {
        Trace?.Decode(batch);
        var start = Stopwatch.GetTimestamp();
        var code = Llama.llama_decode(Pointer, batch.View());
        LibraryTime += Stopwatch.GetElapsedTime(start);
        if (code != -1) _computed++;
        if (code == -1) throw new InvalidOperationException($"llama.cpp refused a batch of {batch.Count} tokens, nothing was computed: {string.Join(" | ", NativeLog.LastProblems(2))}");
        if (code is not (0 or 1)) throw new NativeException($"llama_decode returned {code} for {batch.Count} tokens: {string.Join(" | ", NativeLog.LastProblems(3))}");
        return code == 0;
    }

    // a unified cache would take ids that it cannot remove again
    private void CheckSequences(DecodeBatch batch, int row)
    {
        foreach (var sequence in batch.SequencesOf(row))
        {
            if ((uint)sequence >= (uint)Sequences) throw new InvalidOperationException($"Row {row} belongs to sequence {sequence}; this context has sequences 0 to {Sequences - 1}.");
        }
    }

    private void RequireSound()
    {
        if (_fault is not null) throw new InvalidOperationException($"This context failed ({_fault.Message}) and may hold garbage: call Reset, or dispose it.");
    }

    private ReadOnlySpan<float> Row(int row)
    {
        RequireSound();
        if ((uint)row >= (uint)_rows) throw new ArgumentOutOfRangeException(nameof(row), $"Row {row} was not decoded: the last decode had {_rows} rows.");
        return Steering is { Mode: SteeringMode.Grouped } steering ? (steering.TryRow(row, out var logits) ? logits : throw NoOutput(row)) : LibraryRow(row);
    }

    // The library's buffer of [outputs, vocabulary]; it stays valid until the next decode, which only the owner thread can start; other threads
    // read what it has shared with them.
    private ReadOnlySpan<float> LibraryRow(int row)
    {
        var logits = _shared[row] != 0 ? (float*)_shared[row] : Llama.llama_get_logits_ith(Pointer, row);
        return logits == null ? throw NoOutput(row) : new ReadOnlySpan<float>(logits, _vocabulary);
    }

    private void Forget()
    {
        Array.Clear(_shared, 0, _rows);
        _rows = 0;
    }

    private static InvalidOperationException NoOutput(int row) => new($"Row {row} of the last batch was added without output.");

    internal static llama_context_params ToNative(ContextOptions options, int threads)
    {
        if (options.Sequences < 1 || options.Sequences > (int)Llama.llama_max_parallel_sequences()) throw new InputException($"{options.Sequences} sequences were asked for; llama.cpp {LlamaRuntime.PinnedVersion} takes 1 to {Llama.llama_max_parallel_sequences()}.");
        if (options.Cells < 1 || options.BatchTokens < 1) throw new InputException($"A context needs at least one cell and one batch token, not {options.Cells} and {options.BatchTokens}.");
        var native = Llama.llama_context_default_params();
        native.n_ctx = (uint)options.Cells;
        native.n_batch = (uint)options.BatchTokens;
        native.n_ubatch = (uint)options.BatchTokens;
        native.n_seq_max = (uint)options.Sequences;
        native.n_outputs_max = (uint)options.OutputRows;
        native.n_threads = threads;
        native.n_threads_batch = threads;
        native.flash_attn_type = options.FlashAttention switch
        {
            FlashAttention.On => llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_ENABLED,
            FlashAttention.Off => llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED,
            _ => llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_AUTO,
        };
        native.kv_unified = options.UnifiedKv ? (byte)1 : (byte)0;
        native.offload_kqv = options.OffloadKv ? (byte)1 : (byte)0;
        native.no_perf = 0;
        return native;
    }
}
