namespace PersonaSim.Native.Decoding;

/// <summary>A row of logits is not finite, so it says nothing: what was asked in its sequence has no answer, other sequences may.</summary>
public sealed class BrokenLogitsException(string message) : PersimException(message)
{
    public override int ExitCode => 2;
}
