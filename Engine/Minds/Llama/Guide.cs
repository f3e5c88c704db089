using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Walks one answer through its shape: which token may come, what is forced, when the answer is whole.</summary>
internal sealed class Guide(ShapeAutomaton automaton, TokenMasks masks, Vocabulary vocabulary)
{
    private int _state = automaton.Start;

    /// <summary>The answer may end here.</summary>
    public bool IsFinal => automaton.IsFinal(_state);

    /// <summary>The answer can only end here.</summary>
    public bool IsComplete => IsFinal && !automaton.CanContinue(_state);

    /// <summary>Bytes that every answer continues with from here.</summary>
    public ReadOnlySpan<byte> Forced => automaton.Forced(_state);

    /// <summary>Takes a token if the shape allows it.</summary>
    public bool TryAccept(int token)
    {
        var piece = vocabulary.Piece(token);
        if (piece.Length == 0 || !automaton.Accepts(_state, piece, out var next)) return false;
        _state = next;
        return true;
    }

    /// <summary>Takes bytes that are known to fit.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (!automaton.Accepts(_state, bytes, out _state)) throw new InvalidOperationException("The shape refused the text that it had forced.");
    }

    /// <summary>All tokens that may come next, ending aside; false when there is none.</summary>
    public bool TryMask(out ReadOnlySpan<ulong> allowed)
    {
        allowed = masks.Allowed(_state);
        return allowed.ContainsAnyExcept(0ul);
    }
}
