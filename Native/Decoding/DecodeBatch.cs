using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Decoding;

/// <summary>The tokens of one decode. Memory is taken once; filling and clearing allocate nothing.</summary>
public sealed unsafe class DecodeBatch : IDisposable
{
    private readonly NativeBlock _memory;
    private readonly int* _tokens;
    private readonly int* _positions;
    private readonly int* _sequenceCounts;
    private readonly int** _sequencePointers;
    private readonly int* _sequenceIds;
    private readonly sbyte* _outputs;
    private readonly int _sequencesPerToken;

    /// <param name="capacity">Most tokens.</param>
    /// <param name="sequencesPerToken">Most sequences that one token may belong to (a shared prefix computed for several).</param>
    public DecodeBatch(int capacity, int sequencesPerToken = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequencesPerToken);
        Capacity = capacity;
        _sequencesPerToken = sequencesPerToken;
        // one block, pointers first for their alignment: [pointers | tokens | positions | counts | ids | outputs]
        var perToken = sizeof(int*) + (3 * sizeof(int)) + (sequencesPerToken * sizeof(int)) + sizeof(sbyte);
        _memory = new NativeBlock(nameof(DecodeBatch), (nuint)capacity * (nuint)perToken);
        _sequencePointers = (int**)_memory.Pointer;
        _tokens = (int*)(_sequencePointers + capacity);
        _positions = _tokens + capacity;
        _sequenceCounts = _positions + capacity;
        _sequenceIds = _sequenceCounts + capacity;
        _outputs = (sbyte*)(_sequenceIds + ((nint)capacity * sequencesPerToken));
        for (var i = 0; i < capacity; i++) _sequencePointers[i] = _sequenceIds + ((nint)i * sequencesPerToken);
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>Rows that will have logits.</summary>
    public int Outputs { get; private set; }

    /// <summary>Adds a token and returns its row.</summary>
    public int Add(int token, int position, SequenceId sequence, bool output)
    {
        return Add(token, position, new ReadOnlySpan<SequenceId>(in sequence), output);
    }

    /// <summary>Adds a token that several sequences share and returns its row.</summary>
    public int Add(int token, int position, ReadOnlySpan<SequenceId> sequences, bool output)
    {
        ObjectDisposedException.ThrowIf(_memory.IsClosed, this);
        if (Count == Capacity) throw new InvalidOperationException($"The batch is full: {Capacity} tokens. Decode it and Clear, or make it larger.");
        if (sequences.Length == 0 || sequences.Length > _sequencesPerToken) throw new ArgumentException($"A token of this batch belongs to 1 to {_sequencesPerToken} sequences, not {sequences.Length}.", nameof(sequences));
        var row = Count++;
        _tokens[row] = token;
        _positions[row] = position;
        _sequenceCounts[row] = sequences.Length;
        MemoryMarshal.Cast<SequenceId, int>(sequences).CopyTo(new Span<int>(_sequencePointers[row], _sequencesPerToken)); // the ids of row lie in our block
        _outputs[row] = output ? (sbyte)1 : (sbyte)0;
        if (output) Outputs++;
        return row;
    }

    public void Clear() => (Count, Outputs) = (0, 0);

    public int Token(int row) => _tokens[Check(row)];

    public int Position(int row) => _positions[Check(row)];

    public SequenceId Sequence(int row) => new(_sequencePointers[Check(row)][0]);

    public bool IsOutput(int row) => _outputs[Check(row)] != 0;

    public void Dispose() => _memory.Dispose();

    /// <summary>A view for the library: valid until this batch is disposed.</summary>
    internal llama_batch View()
    {
        ObjectDisposedException.ThrowIf(_memory.IsClosed, this);
        return new llama_batch
        {
            n_tokens = Count,
            token = _tokens,
            pos = _positions,
            n_seq_id = _sequenceCounts,
            seq_id = _sequencePointers,
            logits = _outputs,
        };
    }

    internal ReadOnlySpan<int> SequencesOf(int row) => new(_sequencePointers[Check(row)], _sequenceCounts[row]);

    private int Check(int row)
    {
        ObjectDisposedException.ThrowIf(_memory.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        return row;
    }
}
