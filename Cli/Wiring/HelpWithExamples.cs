using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace PersonaSim.Cli.Wiring;

/// <summary>The library's help page, followed by the examples that a command declared.</summary>
internal sealed class HelpWithExamples(HelpAction page) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> _examples = [];

    public override bool ClearsParseErrors => true;

    public static void Declare(Command command, params string[] examples) => _examples.AddOrUpdate(command, examples);

    public static IReadOnlyList<string> Of(Command command) => _examples.TryGetValue(command, out var examples) ? examples : [];

    public override int Invoke(ParseResult parseResult)
    {
        var code = page.Invoke(parseResult);
        var examples = Of(parseResult.CommandResult.Command);
        if (examples.Count == 0) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine("  " + example);
        output.WriteLine();
        return code;
    }
}
