using System.Runtime.InteropServices;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Benches;

/// <summary>A context and a batch without checks: one sequence per token, pointers valid until Dispose.</summary>
internal sealed unsafe class BareContext : IDisposable
{
    public readonly llama_context* Context;
    public llama_batch Batch;
    private readonly ContextHandle _handle;

    public BareContext(LlamaModel model, ContextOptions options)
    {
        var native = LlamaContext.ToNative(options, ThreadCount.Resolve(options.Threads));
        ContextMemory.Check(model, options);
        _handle = ContextHandle.Create(model.Handle, native);
        if (_handle.IsInvalid) throw new InputException($"A context of {options.Cells} cells and {options.Sequences} sequences could not be made for {model.Path}: " + string.Join(" | ", Loading.NativeLog.LastProblems(2)));
        Context = _handle.Pointer;
        Capacity = options.BatchTokens;
        Batch.token = Ints(Capacity);
        Batch.pos = Ints(Capacity);
        Batch.n_seq_id = Ints(Capacity);
        Batch.seq_id = (int**)NativeMemory.AllocZeroed((nuint)Capacity, (nuint)sizeof(int*));
        Batch.logits = (sbyte*)NativeMemory.AllocZeroed((nuint)Capacity);
        for (var i = 0; i < Capacity; i++)
        {
            Batch.n_seq_id[i] = 1;
            Batch.seq_id[i] = Ints(1);
        }
    }

    public int Capacity { get; }

    /// <summary>Looked at before every decode.</summary>
    public CancellationToken Cancellation { get; set; }

    public void Add(int token, int position, int sequence, bool output)
    {
        var row = Batch.n_tokens++;
        Batch.token[row] = token;
        Batch.pos[row] = position;
        Batch.seq_id[row][0] = sequence;
        Batch.logits[row] = output ? (sbyte)1 : (sbyte)0;
    }

    public void Flush()
    {
        if (Cancellation.IsCancellationRequested)
        {
            Batch.n_tokens = 0; // the next repeat starts clean
            Cancellation.ThrowIfCancellationRequested();
        }

        if (Llama.llama_decode(Context, Batch) is var code and not 0) throw new NativeException($"llama_decode returned {code} in the bare loop.");
        Batch.n_tokens = 0;
    }

    public void Dispose()
    {
        if (_handle.IsClosed) return;
        for (var i = 0; i < Capacity; i++) NativeMemory.Free(Batch.seq_id[i]);
        NativeMemory.Free(Batch.token);
        NativeMemory.Free(Batch.pos);
        NativeMemory.Free(Batch.n_seq_id);
        NativeMemory.Free(Batch.seq_id);
        NativeMemory.Free(Batch.logits);
        _handle.Dispose();
    }

    private static int* Ints(int count) => (int*)NativeMemory.AllocZeroed((nuint)count, sizeof(int));
}
