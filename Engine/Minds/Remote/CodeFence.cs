namespace PersonaSim.Engine.Minds.Remote;

/// <summary>The fence that chat models like to put around an answer: three backticks, perhaps a language, the answer, three backticks.</summary>
internal static class CodeFence
{
    private const string Mark = "```";

    /// <summary>What stands between the fences, or null where the whole text is not fenced.</summary>
    public static string? Strip(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length < (2 * Mark.Length) + 1 || !trimmed.StartsWith(Mark) || !trimmed.EndsWith(Mark)) return null;
        var inside = trimmed[Mark.Length..^Mark.Length];
        var line = inside.IndexOf('\n');
        if (inside.Contains(Mark, StringComparison.Ordinal)) return null; // several fences: which one is the answer is not ours to say
        var language = line < 0 ? [] : inside[..line].Trim();
        return (line >= 0 && IsWord(language) ? inside[(line + 1)..] : inside).Trim().ToString();
    }

    private static bool IsWord(ReadOnlySpan<char> language)
    {
        foreach (var c in language)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '#' or '-' or '_' or '.')) return false;
        }

        return true;
    }
}
