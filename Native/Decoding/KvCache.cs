using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Decoding;

/// <summary>What a context remembers of its sequences. Positions are half-open: from <c>from</c> up to before <c>to</c>.</summary>
public sealed unsafe class KvCache
{
    private const int ToTheEnd = -1;
    private readonly LlamaContext _context;
    private readonly bool[] _shares; // sequences that may have cells in common with another
    private readonly bool[] _copied; // sequences that the next decode copies from or to: what is put there before would be lost

    internal KvCache(LlamaContext context) => (_context, _shares, _copied) = (context, new bool[context.Sequences], new bool[context.Sequences]);

    /// <summary>Whether positions can be moved (<see cref="Shift"/>).</summary>
    public bool CanShift => Llama.llama_memory_can_shift(Memory) != 0;

    private llama_memory_i* Memory => Llama.llama_get_memory(_context.Pointer);

    /// <summary>Forgets everything, contents included, so that no later result can depend on it.</summary>
    public void Clear()
    {
        _context.Trace?.Calls.Add(new(CallTrace.Kind.Clear));
        Array.Clear(_shares);
        Array.Clear(_copied);
        Llama.llama_memory_clear(Memory, 1);
    }

    /// <summary>Removes positions of one sequence; recurrent memories can only remove all of it.</summary>
    public void Remove(SequenceId sequence, int from = 0, int to = ToTheEnd)
    {
        _context.Trace?.Calls.Add(new(CallTrace.Kind.Remove, Sequence: sequence.Value, From: from, To: to));
        if (Llama.llama_memory_seq_rm(Memory, Check(sequence), from, to) == 0)
        {
            throw new InvalidOperationException($"This model's memory cannot remove positions {from} to {(to < 0 ? "the end" : to)} of {sequence}; remove the whole sequence.");
        }

        if (from <= 0 && to < 0) _shares[sequence.Value] = false;
    }

    /// <summary>Lets <paramref name="target"/> share positions of <paramref name="source"/>; nothing is computed again.</summary>
    public void Copy(SequenceId source, SequenceId target, int from = 0, int to = ToTheEnd)
    {
        if (!_context.Options.UnifiedKv && (from > 0 || to >= 0)) throw new InvalidOperationException("Only a unified cache can copy a part of a sequence; copy all of it.");
        RequireUnread(target);
        if (_context.Options.UnifiedKv) _shares[Check(source)] = _shares[Check(target)] = true;
        else _copied[Check(source)] = _copied[Check(target)] = true;
        _context.Trace?.Calls.Add(new(CallTrace.Kind.Copy, Sequence: source.Value, Other: target.Value, From: from, To: to));
        Llama.llama_memory_seq_cp(Memory, Check(source), Check(target), from, to);
    }

    /// <summary>Removes every sequence but one.</summary>
    public void KeepOnly(SequenceId sequence) => Llama.llama_memory_seq_keep(Memory, Check(sequence));

    /// <summary>
    /// Moves positions by <paramref name="delta"/>; the keys are rotated at the next decode. Cells that another sequence shares would move for
    /// it too, so a sequence that was copied from or to is refused.
    /// </summary>
    public void Shift(SequenceId sequence, int from, int to, int delta)
    {
        if (!CanShift) throw new InvalidOperationException("This model's memory cannot shift positions; compute the text again instead.");
        if (_shares[Check(sequence)]) throw new InvalidOperationException($"{sequence} shares cells with another sequence, whose positions would move too; save it, remove it and restore it first.");
        Llama.llama_memory_seq_add(Memory, sequence.Value, from, to, delta);
        _context.Steering?.Shifted(sequence, from, to, delta);
    }

    /// <summary>Positions that a sequence holds, as (first, last), or null when it is empty.</summary>
    public (int First, int Last)? Range(SequenceId sequence)
    {
        var last = Llama.llama_memory_seq_pos_max(Memory, Check(sequence));
        return last < 0 ? null : (Llama.llama_memory_seq_pos_min(Memory, sequence.Value), last);
    }

    /// <summary>Bytes that saving one sequence needs.</summary>
    public int SavedBytes(SequenceId sequence) => checked((int)Llama.llama_state_seq_get_size(_context.Pointer, Check(sequence)));

    /// <summary>Copies one sequence's state into <paramref name="target"/> and returns the bytes written.</summary>
    public int Save(SequenceId sequence, Span<byte> target)
    {
        fixed (byte* p = target) // the library writes at most target.Length bytes
        {
            var written = Llama.llama_state_seq_get_data(_context.Pointer, p, (nuint)target.Length, Check(sequence));
            if (written == 0) throw new NativeException($"The state of {sequence} could not be saved into {target.Length} bytes; {SavedBytes(sequence)} are needed.");
            return (int)written;
        }
    }

    /// <summary>One sequence's state, to be restored exactly, also into another sequence or another context of the same shape.</summary>
    public byte[] Save(SequenceId sequence)
    {
        var state = new byte[SavedBytes(sequence)];
        return Save(sequence, state) == state.Length ? state : throw new NativeException($"The state of {sequence} changed its size while it was saved.");
    }

    /// <summary>Replaces a sequence by a saved state.</summary>
    public void Restore(SequenceId sequence, ReadOnlySpan<byte> state)
    {
        RequireUnread(sequence);
        _shares[Check(sequence)] = false;
        _context.Trace?.Restore(sequence, state);
        fixed (byte* p = state) // the library reads at most state.Length bytes
        {
            if (state.Length == 0 || Llama.llama_state_seq_set_data(_context.Pointer, p, (nuint)state.Length, Check(sequence)) == 0)
            {
                throw new NativeException($"A saved state of {state.Length} bytes does not fit into {sequence}: it comes from another model or cache type, or the cache has no room. {string.Join(" | ", Loading.NativeLog.LastProblems(2))}");
            }
        }
    }

    internal void Settle() => Array.Clear(_copied);

    private void RequireUnread(SequenceId sequence)
    {
        if (_copied[Check(sequence)]) throw new InvalidOperationException($"{sequence} is being copied, which the next decode does; its contents cannot be replaced before.");
    }

    private int Check(SequenceId sequence)
    {
        if ((uint)sequence.Value >= (uint)_context.Sequences) throw new ArgumentOutOfRangeException(nameof(sequence), $"{sequence} does not exist: this context has sequences 0 to {_context.Sequences - 1}.");
        return sequence.Value;
    }
}
