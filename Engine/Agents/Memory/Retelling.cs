using System.Buffers;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// A memory as one sentence for its owner's prompt. Words of a person stand in quotation marks behind the name of who said them, so nobody
/// reads another's "I" as its own; and what was said cannot close its quotation or begin a line of its own, so it cannot pass for a memory.
/// </summary>
public static class Retelling
{
    private static readonly SearchValues<char> _breaks = SearchValues.Create(Breaks(quoted: false));
    private static readonly SearchValues<char> _quotedBreaks = SearchValues.Create(Breaks(quoted: true));

    /// <param name="who">The owner of the memory, the one whom "you" means.</param>
    public static string Of(MemoryRecord record, string who)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Kind switch
        {
            MemoryKind.Said when record.About is null => $"You said: {Quoted(record.Text)}",
            MemoryKind.Said => $"You said to {(record.About == who ? "yourself" : record.About)}: {Quoted(record.Text)}",
            MemoryKind.Overheard when record.To is null => $"You overheard {record.About ?? "someone"} say: {Quoted(record.Text)}",
            MemoryKind.Overheard when record.To != who => $"You overheard {record.About ?? "someone"} say to {record.To}: {Quoted(record.Text)}",
            MemoryKind.Heard or MemoryKind.Overheard => $"{record.About ?? "Someone"} told you: {Quoted(record.Text)}",
            MemoryKind.Reflection => $"You thought: {Quoted(record.Text)}",
            MemoryKind.Plan => $"You planned: {Quoted(record.Text)}",
            MemoryKind.Observation => OnOneLine(record.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, "No sentence is known for this kind of memory."),
        };
    }

    private static string Quoted(string text) => $"\"{Replace(text, _quotedBreaks, '\'')}\"";

    internal static string OnOneLine(string text) => Replace(text, _breaks, ' ');

    private static string Replace(string text, SearchValues<char> unwanted, char forQuote) =>
        !text.AsSpan().ContainsAny(unwanted) ? text : string.Create(text.Length, (text, unwanted, forQuote), static (to, state) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                var c = state.text[i];
                to[i] = !state.unwanted.Contains(c) ? c : c is '"' or '\u201C' or '\u201D' ? state.forQuote : ' ';
            }
        });

    // control characters, and what Unicode calls a line or paragraph separator
    private static char[] Breaks(bool quoted) =>
        [.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.IsControl(c) || c is '\u2028' or '\u2029' || (quoted && c is '"' or '\u201C' or '\u201D'))];
}
