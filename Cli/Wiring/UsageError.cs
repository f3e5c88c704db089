using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring;

/// <summary>A mistake on the command line in one line: what is wrong, what may have been meant, where to read more.</summary>
internal static class UsageError
{
    private const string TypeTail = " as expected type"; // the parser goes on with a .NET type's name

    /// <summary>Nothing but `persim`: that asks for the help page.</summary>
    public static bool IsBare(ParseResult result) =>
        result.Action is ParseErrorAction && result.CommandResult.Command is RootCommand && result.UnmatchedTokens.Count == 0;

    public static string? Of(ParseResult result)
    {
        if (result.Action is not ParseErrorAction) return null;
        var command = result.CommandResult.Command;
        var what = result.UnmatchedTokens.Count > 0 ? Unknown(command, result.UnmatchedTokens[0])
            : command.Subcommands.Count > 0 ? "which of " + string.Join(", ", Names(command))
            : Clean(result.Errors[0].Message);
        return $"{what}; see `{PathOf(result.CommandResult)} --help`.";
    }

    private static string Unknown(Command command, string word)
    {
        var isOption = word.StartsWith('-');
        if (!isOption && command.Subcommands.Count == 0) return $"'{word}' was not expected here";
        var known = isOption ? command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Append(o.Name)).Where(n => n.StartsWith("--", StringComparison.Ordinal)) : Names(command);
        var nearest = Nearest.Of(word.Split('=')[0], known);
        return $"there is no {(isOption ? "option" : "command")} '{word}'{(nearest is null ? "" : $", did you mean {nearest}?")}";
    }

    private static IEnumerable<string> Names(Command command) => command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);

    private static string Clean(string message)
    {
        var at = message.IndexOf(TypeTail, StringComparison.Ordinal);
        return (at < 0 ? message : message[..at]).TrimEnd('.').ReplaceLineEndings(" ");
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "persim";
}
