namespace PersonaSim.Native.Models;

/// <summary>A stretch of a prompt to be tokenized by itself: a part of block <paramref name="Block"/>, or the template's own text.</summary>
public sealed record PromptSegment(string Text, int? Block)
{
    /// <summary>Only the template's own text may name special tokens; in content, <c>&lt;|im_end|&gt;</c> is ten plain characters.</summary>
    public bool ParseSpecial => Block is null;
}
