using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Walks one answer through its shape: which token may come, what is forced, when the answer is whole.</summary>
internal sealed class Guide(ShapeAutomaton automaton, TokenMasks masks)
{
    private ShapeState _state = automaton.Start;

    /// <summary>The answer may end here.</summary>
    public bool IsFinal => automaton.IsFinal(_state);

    /// <summary>The answer can only end here.</summary>
    public bool IsComplete
    {
        get
        {
            if (!IsFinal) return false;
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                if (!automaton.Next(_state, (byte)value).IsDead) return false;
            }

            return true;
        }
    }

    /// <summary>Bytes that every answer continues with from here.</summary>
    public ReadOnlySpan<byte> Forced => automaton.Forced(_state);

    /// <summary>Takes a token's bytes if the shape allows them.</summary>
    public bool TryAccept(ReadOnlySpan<byte> piece)
    {
        var (accepted, next) = automaton.Accepts(_state, piece);
        if (accepted) _state = next;
        return accepted;
    }

    /// <summary>Takes bytes if the answer may end behind them.</summary>
    public bool TryEnd(ReadOnlySpan<byte> bytes)
    {
        var (accepted, next) = automaton.Accepts(_state, bytes);
        if (!accepted || !automaton.IsFinal(next)) return false;
        _state = next;
        return true;
    }

    /// <summary>Takes bytes that are known to fit.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        (var accepted, _state) = automaton.Accepts(_state, bytes);
        if (!accepted) throw new InvalidOperationException("The shape refused the text that it had forced.");
    }

    /// <summary>All tokens that may come next, ending aside.</summary>
    public ReadOnlySpan<ulong> Allowed() => masks.Allowed(automaton, _state);
}
