namespace PersonaSim.Vectors.Capture;

/// <summary>Over which tokens of the answer hidden states are averaged.</summary>
public enum CapturePosition
{
    /// <summary>All tokens that express the pole: the option's words without its letter, or the whole statement.</summary>
    Span,

    /// <summary>The whole answer: the letter and the option's words, or the whole statement.</summary>
    Answer,

    /// <summary>The answer's last token alone.</summary>
    Last,
}
