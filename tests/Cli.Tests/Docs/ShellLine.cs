using System.Text;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>One line of a shell as far as the documentation needs it: words, quotes, a remark behind #, an output into a file.</summary>
internal sealed record ShellLine(IReadOnlyList<string> Words, string Remark, string? Into)
{
    public static ShellLine Parse(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, inWord, remark) = ('\0', false, "");
        void End()
        {
            if (inWord) words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }

        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c == '\\' && quote == '"' && i + 1 < line.Length && line[i + 1] is '"' or '\\' ? line[++i] : c);
            }
            else if (c is '"' or '\'')
            {
                (quote, inWord) = (c, true);
            }
            else if (c == '#' && !inWord)
            {
                remark = line[(i + 1)..].Trim();
                break;
            }
            else if (char.IsWhiteSpace(c))
            {
                End();
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote != '\0') throw new FormatException($"a quote is never closed: {line}");
        End();
        var into = words.IndexOf(">");
        return into < 0 ? new ShellLine(words, remark, null) : new ShellLine(words[..into], remark, words[into + 1]);
    }
}
