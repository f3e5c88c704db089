using Spectre.Console;
using Spectre.Console.Rendering;

namespace PersonaSim.Cli.Wiring;

/// <summary>Tables and progress that respect the terminal's width, a pipe and NO_COLOR.</summary>
internal static class Screen
{
    private const int PipeWidth = 160; // a pipe has no width; wide enough that no row is broken

    public static void Write(TextWriter output, IRenderable content) => Console(output).Write(content);

    public static IAnsiConsole Console(TextWriter output)
    {
        var piped = output != System.Console.Out || System.Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = piped ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = piped || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = piped ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (piped) console.Profile.Width = PipeWidth;
        return console;
    }
}
