using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>A replay came to an ask that the record does not hold, or holds otherwise.</summary>
public sealed class RecordedMismatchException : PersimException
{
    private RecordedMismatchException(AskKey key, string? part, string message)
        : base(message) => (Key, Part) = (key, part);

    public AskKey Key { get; }

    /// <summary>The first part that differs, e.g. <c>block 'persona'</c>; null when the key is missing.</summary>
    public string? Part { get; }

    public override int ExitCode => 1;

    internal static RecordedMismatchException Missing(AskKey key) =>
        new(key, null, $"The record holds no answer to {key}. The run asks something that was never asked: replay with the configuration, the seed and the version of the recorded run, or resume it with a model.");

    internal static RecordedMismatchException Differs(AskKey key, AskPrint asked, AskPrint recorded)
    {
        var part = asked.FirstDifference(recorded) ?? "an unknown part (the record keeps no hashes of parts)";
        return new(key, part, $"The ask {key} is not the one that was recorded: it differs first in {part} (asked {asked.Hash[..12]}, recorded {recorded.Hash[..Math.Min(12, recorded.Hash.Length)]}). Replay with the configuration, the prompts and the version of the recorded run.");
    }
}
