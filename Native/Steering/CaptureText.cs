namespace PersonaSim.Native.Steering;

/// <summary>A text whose hidden states are wanted, averaged from token <paramref name="First"/> up to before <paramref name="End"/>.</summary>
public sealed record CaptureText(IReadOnlyList<int> Tokens, int First, int End)
{
    /// <summary>The mean over all tokens.</summary>
    public static CaptureText Mean(IReadOnlyList<int> tokens) => new(tokens, 0, tokens.Count);

    /// <summary>The last token alone.</summary>
    public static CaptureText Last(IReadOnlyList<int> tokens) => new(tokens, tokens.Count - 1, tokens.Count);
}
