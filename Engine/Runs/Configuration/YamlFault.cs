using YamlDotNet.Core;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>The YAML parser's reasons in words that need no knowledge of its grammar.</summary>
internal static class YamlFault
{
    public const string Prefix = "this is no YAML: ";

    // the start of the parser's message, and what it means to somebody who wrote the file
    private static readonly (string Said, string Meant)[] _meanings =
    [
        ("While parsing a block mapping, did not find expected key", "a key and a colon were expected here; is the line indented like those above it?"),
        ("While parsing a block collection, did not find expected '-'", "another `- ` was expected here; is the line indented like the list above it?"),
        ("While parsing a flow mapping", "a `{` above is not closed by `}`, or a comma is missing."),
        ("While parsing a flow sequence", "a `[` above is not closed by `]`, or a comma is missing."),
        ("While scanning a simple key, could not find expected ':'", "a key must be followed by a colon and a blank."),
        ("Mapping values are not allowed", "a colon cannot stand here; is the line indented wrongly, or does text with a colon want quotes?"),
        ("While scanning a multiline plain scalar, found invalid mapping", "a colon cannot stand here; is the line indented wrongly, or does text with a colon want quotes?"),
        ("While scanning a plain scalar value, found invalid mapping", "a colon cannot stand here; is the line indented wrongly, or does text with a colon want quotes?"),
        ("Block sequence entries are not allowed", "a list cannot begin here; put its first `- ` on a line of its own."),
        ("While scanning for the next token, found character that cannot start any token", "no value begins with this character; put the text in quotes."),
        ("While scanning a quoted scalar, found unexpected end of stream", "the quote that opens here is never closed."),
        ("While scanning a quoted scalar, found unknown escape", "in double quotes a backslash begins an escape; use single quotes for a path."),
        ("While scanning a quoted scalar, did not find expected hexadecimal", "in double quotes a backslash begins an escape; use single quotes for a path."),
        ("While scanning an anchor or alias", "after & or * a name must follow; put the text in quotes if it is meant literally."),
        ("Did not find expected <document start>", "the text goes on after its end; is the line indented less than it should be?"),
        ("Did not find expected <document end>", "the text goes on after its end; is the line indented less than it should be?"),
    ];

    public static void Add(ConfigErrors errors, Func<Mark, ConfigPosition> at, YamlException e, string text)
    {
        var lines = text.Split('\n');
        var place = e.Start.Line <= lines.Length ? e.Start : new Mark(0, lines.Length, lines[^1].Length + 1); // the parser ends a last line that has no end
        if (Tab(lines, e) is { } tab) errors.Add(at(tab), Prefix + "the line is indented with a tab, and YAML takes blanks only.");
        else errors.Add(at(place), Prefix + InPlainWords(e.Message));
    }

    private static string InPlainWords(string message)
    {
        var meaning = _meanings.FirstOrDefault(m => message.StartsWith(m.Said, StringComparison.Ordinal)).Meant;
        return meaning ?? message.Replace("While ", "while ", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    // where the parser says nothing of a tab, one in the lines around may still be what confused it
    private static Mark? Tab(string[] lines, YamlException e)
    {
        var isSaid = e.Message.Contains("tab", StringComparison.Ordinal);
        var first = isSaid ? 1 : Math.Max(1, e.Start.Line - 1);
        var last = isSaid ? lines.Length : Math.Min(e.End.Line + 1, lines.Length);
        for (var line = first; line <= last; line++)
        {
            var column = lines[line - 1].TakeWhile(c => c is ' ' or '\t').ToList().IndexOf('\t');
            if (column >= 0) return new Mark(0, line, column + 1);
        }

        return null;
    }
}
