namespace PersonaSim.Native.Decoding;

/// <summary>What a context was told to do, in order, so that the same work can be timed without anything of ours around it.</summary>
public sealed class CallTrace
{
    internal enum Kind
    {
        Decode,
        Clear,
        Copy,
        Remove,
        Restore,
    }

    internal readonly record struct Row(int Token, int Position, int Sequence, bool Output);

    internal sealed record Call(Kind Kind, Row[]? Rows = null, int Sequence = 0, int Other = 0, int From = 0, int To = 0, byte[]? State = null);

    internal List<Call> Calls { get; } = [];

    /// <summary>Decodes recorded.</summary>
    public int Decodes => Calls.Count(c => c.Kind == Kind.Decode);

    // one prefix enters many sequences: its state is kept once
    internal void Restore(SequenceId sequence, ReadOnlySpan<byte> state)
    {
        byte[]? known = null;
        foreach (var call in Calls)
        {
            if (call.State is { } kept && state.SequenceEqual(kept)) known = kept;
        }

        Calls.Add(new Call(Kind.Restore, Sequence: sequence.Value, State: known ?? state.ToArray()));
    }

    internal void Decode(DecodeBatch batch) =>
        Calls.Add(new Call(Kind.Decode, [.. Enumerable.Range(0, batch.Count).Select(r => new Row(batch.Token(r), batch.Position(r), batch.Sequence(r).Value, batch.IsOutput(r)))]));
}
