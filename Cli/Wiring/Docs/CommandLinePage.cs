using System.CommandLine;
using System.Globalization;
using System.Text;

namespace PersonaSim.Cli.Wiring.Docs;

/// <summary>Every command's help as a page, as wide as a page is.</summary>
internal static class CommandLinePage
{
    private const int Width = 130;

    public static string Write()
    {
        var tree = CommandLine.Plant(Width);
        var commands = Below(tree, "persim").ToList();
        var page = new StringBuilder($"""
            # Command line: every command's help

            {ReferencePages.Note} `persim COMMAND --help` prints the same in a terminal.

            Every command that does something takes `--json`: one document on the output, on failure `{"{"}"error": "..."{"}"}`. Notes, warnings and progress go to the error
            stream. Exit codes: 0 fine, 1 something you gave cannot be used, 2 a fault of ours, 130 stopped by you.

            | command | what it does |
            |---|---|

            """);
        foreach (var (name, command) in commands) page.Append(CultureInfo.InvariantCulture, $"| [`{name}`](#{name.Replace(' ', '-')}) | {ReferencePages.Cell(command.Description ?? "")} |\n");
        foreach (var (name, _) in commands) page.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n```text\n{Help(tree, name)}\n```\n");
        return page.ToString();
    }

    private static string Help(RootCommand tree, string name)
    {
        using var text = new StringWriter();
        tree.Parse([.. name.Split(' ').Skip(1), "--help"]).Invoke(new InvocationConfiguration { Output = text });
        var lines = text.ToString().ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(l => l.TrimEnd());
        // the program's own file name would stand in the usage line
        return string.Join('\n', lines).Replace($"  {RootCommand.ExecutableName} ", "  persim ", StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, Command Command)> Below(Command command, string name) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Below(c, $"{name} {c.Name}")).Prepend((name, command));
}
