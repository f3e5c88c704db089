using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>
/// A page of the documentation and the commands in it. In blocks marked <c>bash</c> every line is a command; in blocks marked <c>console</c> those
/// behind <c>$</c> are, and what follows is what they print, where <c>...</c> stands for anything and a line of it for any lines.
/// </summary>
internal sealed record DocPage(string Path, string Text)
{
    /// <summary>The README and every page below docs, as <c>docs/NAME.md</c>.</summary>
    public static IReadOnlyList<DocPage> All { get; } = [.. Files().Select(f => new DocPage(System.IO.Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'), File.ReadAllText(f).ReplaceLineEndings("\n")))];

    public IReadOnlyList<string> Lines => Text.Split('\n');

    public IReadOnlyList<DocCommand> Commands => [.. Read()];

    public override string ToString() => Path;

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Prepend(System.IO.Path.Combine(Repository.Root, "README.md"));

    private IEnumerable<DocCommand> Read()
    {
        var fence = "";
        DocCommand? said = null;
        var output = new List<string>();
        for (var i = 0; i < Lines.Count; i++)
        {
            var (line, number) = (Lines[i], i + 1);
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                if (said is not null) yield return said with { Prints = [.. output] };
                said = null;
                fence = fence.Length > 0 ? "" : line.Trim()[3..] + " ";
                continue;
            }

            if (fence is not ("bash " or "sh " or "console ")) continue;
            if (fence == "console " && !line.StartsWith("$ ", StringComparison.Ordinal))
            {
                output.Add(line);
                continue;
            }

            while (line.EndsWith('\\')) line = line[..^1] + Lines[++i].TrimStart();
            var parsed = ShellLine.Parse(fence == "console " ? line[2..] : line);
            if (parsed.Words.Count == 0) continue;
            if (said is not null) yield return said with { Prints = [.. output] };
            output.Clear();
            said = new DocCommand(Path, number, parsed, []);
            if (fence == "console ") continue;
            yield return said;
            said = null;
        }
    }
}

/// <summary>A command of a page, and what the page says that it prints.</summary>
internal sealed record DocCommand(string Page, int Line, ShellLine Shell, IReadOnlyList<string> Prints)
{
    /// <summary>What runs it: <c>persim</c>, or another program.</summary>
    public string Program => Shell.Words[0] is "bin/persim" ? "persim" : Shell.Words[0];

    public IReadOnlyList<string> Arguments => [.. Shell.Words.Skip(1)];

    /// <summary>What a machine without it cannot run, said in the remark: "needs a GPU", "takes a night". Such a line is only parsed.</summary>
    public bool IsMarked => Shell.Remark.Contains("needs ", StringComparison.Ordinal) || Shell.Remark.Contains("takes ", StringComparison.Ordinal);

    public string Text => string.Join(' ', Shell.Words);

    public override string ToString() => $"{Page}:{Line}: {Text}";
}
