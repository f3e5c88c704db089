using System.CommandLine;
using System.CommandLine.Help;
using PersonaSim.Cli.Commands;
using PersonaSim.Native;
using PersonaSim.Native.Loading;

namespace PersonaSim.Cli.Wiring;

/// <summary>The tree of commands, and what their failures look like.</summary>
public static class CommandLine
{
    public const int Cancelled = 130;
    private static readonly Option<bool> _verbose = new("--verbose") { Description = "Print llama.cpp's own log to the error stream.", Recursive = true };

    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        var result = Tree().Parse(args);
        if (result.GetValue(_verbose)) NativeLog.Line += (level, line) => error.WriteLine($"[{level.ToString().ToLowerInvariant()}] {line}");
        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("persim: stopped.");
            return Cancelled;
        }
        catch (PersimException e)
        {
            await error.WriteLineAsync("persim: " + e.Message);
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("persim: " + e.Message);
            return 1;
        }
        catch (Exception e) // the last net: a fault of ours, with what is needed to report it
        {
            await error.WriteLineAsync("persim: internal error, please report it with these lines:" + Environment.NewLine + e);
            return 2;
        }
    }

    private static RootCommand Tree()
    {
        var root = new RootCommand("PersonaSim: societies of language-model agents whose personalities live in their activations.")
        {
            DoctorCommand.Create(),
            ModelsCommand.Create(),
            VectorsCommand.Create(),
            BenchCommand.Create(),
            DemoCommand.Create(),
            ProbeFileCommand.Create(),
            _verbose,
        };
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new HelpWithExamples((HelpAction)option.Action!);
        return root;
    }
}
