using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using PersonaSim.Cli.Commands;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Native;
using PersonaSim.Native.Loading;

namespace PersonaSim.Cli.Wiring;

/// <summary>The tree of commands, and what their failures look like.</summary>
public static class CommandLine
{
    public const int Cancelled = 130;
    private static readonly Option<bool> _verbose = new("--verbose") { Description = "Print llama.cpp's own log to the error stream.", Recursive = true };

    internal static RootCommand Tree { get; } = Plant();

    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var result = Tree.Parse(args);
        if (UsageError.IsBare(result)) result = Tree.Parse("--help");
        bool Has(string option) => result.Tokens.Any(t => t.Type == TokenType.Option && t.Value == option);
        var failure = new Failure(output, error, json: Has(Shared.JsonName), live: Has(RunOptions.Live.Name));
        if (UsageError.Of(result) is { } mistake) return failure.Report(mistake, 1);
        void Log(NativeLogLevel level, string line) => error.WriteLine($"[{level.ToString().ToLowerInvariant()}] {line}");
        var verbose = result.GetValue(_verbose);
        if (verbose) NativeLog.Line += Log;
        try
        {
            return await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = error },
                cancellation);
        }
        catch (OperationCanceledException)
        {
            return failure.Report("stopped.", Cancelled);
        }
        catch (PersimException e)
        {
            return failure.Report(e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return failure.Report(e.Message, 1);
        }
        catch (Exception e) // the last net: a fault of ours, with what is needed to report it
        {
            return failure.Report("internal error, please report it with these lines:" + Environment.NewLine + e, 2);
        }
        finally
        {
            if (verbose) NativeLog.Line -= Log;
        }
    }

    /// <param name="helpWidth">How wide help is; null: as the terminal.</param>
    internal static RootCommand Plant(int? helpWidth = null)
    {
        var root = new RootCommand("PersonaSim: societies of language-model agents whose personalities live in their activations.")
        {
            RunCommand.Create(),
            SweepCommand.Create(),
            PlayCommand.Create(),
            ExportProfilesCommand.Create(),
            ResumeCommand.Create(),
            CompareCommand.Create(),
            PreregCommand.Create(),
            NightlyCommand.Create(),
            ReplayCommand.Create(),
            InspectCommand.Create(),
            ReportCommand.Create(),
            ProbeCommand.Create(),
            AskCommand.Create(),
            ExportCommand.Create(),
            QueryCommand.Create(),
            BundleCommand.Create(),
            DoctorCommand.Create(),
            ModelsCommand.Create(),
            VectorsCommand.Create(),
            CardCommand.Create(),
            ConfigCommand.Create(),
            BenchCommand.Create(),
            DemoCommand.Create(),
            DocsCommand.Create(),
            ProbeFileCommand.Create(),
            _verbose,
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            var page = (HelpAction)option.Action!;
            if (helpWidth is { } width) page.MaxWidth = width;
            option.Action = new HelpWithExamples(page);
        }

        return root;
    }
}
