using System.Diagnostics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Benches;

/// <summary>The recorded calls of a context as raw library calls: the floor under whatever made them.</summary>
public sealed unsafe class TraceReplay(LlamaModel model, CallTrace trace, ContextOptions options) : IDisposable
{
    private readonly BareContext _bare = new(model, options with { Steering = null });

    /// <summary>Seconds of all calls; the batches are filled inside the clock, as a loop of one's own would have to.</summary>
    public double Run()
    {
        var memory = Llama.llama_get_memory(_bare.Context);
        Llama.llama_memory_clear(memory, 1);
        var start = Stopwatch.GetTimestamp();
        foreach (var call in trace.Calls)
        {
            switch (call.Kind)
            {
                case CallTrace.Kind.Decode:
                    foreach (var row in call.Rows!) _bare.Add(row.Token, row.Position, row.Sequence, row.Output);
                    _bare.Flush();
                    Llama.llama_synchronize(_bare.Context);
                    break;
                case CallTrace.Kind.Clear:
                    Llama.llama_memory_clear(memory, 1);
                    break;
                case CallTrace.Kind.Copy:
                    Llama.llama_memory_seq_cp(memory, call.Sequence, call.Other, call.From, call.To);
                    break;
                case CallTrace.Kind.Remove:
                    Llama.llama_memory_seq_rm(memory, call.Sequence, call.From, call.To);
                    break;
                default:
                    fixed (byte* state = call.State) Llama.llama_state_seq_set_data(_bare.Context, state, (nuint)call.State!.Length, call.Sequence); // read during the call only
                    break;
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => _bare.Dispose();
}
