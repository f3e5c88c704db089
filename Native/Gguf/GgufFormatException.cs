using System.Text;

namespace PersonaSim.Native.Gguf;

/// <summary>A GGUF file that cannot be used: one line that names the file, the field and its byte offset, expected against found.</summary>
public sealed class GgufFormatException(string file, string field, long offset, string detail)
    : PersimException(OneLine($"{file}: {field} at offset {offset}: {detail}"))
{
    public override int ExitCode => 1;

    /// <summary>What was being read or checked.</summary>
    public string Field { get; } = OneLine(field);

    /// <summary>Where in the file it stands, in bytes.</summary>
    public long Offset { get; } = offset;

    /// <summary>Text from a file, fit for a message: quoted, short and without line breaks.</summary>
    internal static string Quote(string text) => $"'{(text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "..."))}'";

    private static string OneLine(string text)
    {
        if (!text.Any(IsOdd)) return text;
        var line = new StringBuilder();
        foreach (var c in text) line.Append(IsOdd(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return line.ToString();
    }

    // a file's own text must not break the line, nor hide parts of it on a terminal
    private static bool IsOdd(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') || char.IsSurrogate(c);
}
