using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PersonaSim.Cli.Wiring;

/// <summary>Tables that respect the terminal's width, a pipe, COLUMNS and NO_COLOR.</summary>
internal static class Screen
{
    private const int PipeWidth = 160; // a pipe has no width; wide enough that no row is broken
    private const int LeastWidth = 20;

    public static void Write(TextWriter output, IRenderable content)
    {
        if (!IsPiped(output))
        {
            Console(output, output).Write(content);
            return;
        }

        using var text = new StringWriter();
        Console(output, text).Write(content);
        foreach (var line in text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')) output.WriteLine(line.TrimEnd());
    }

    /// <summary>Columns of what is printed there.</summary>
    public static int Width(TextWriter output) => Console(output, output).Profile.Width;

    public static bool IsPiped(TextWriter output) => output != System.Console.Out || System.Console.IsOutputRedirected;

    private static IAnsiConsole Console(TextWriter output, TextWriter target)
    {
        var piped = IsPiped(output);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(target),
            Ansi = piped ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = piped || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = piped ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (piped) console.Profile.Width = Columns() ?? PipeWidth;
        return console;
    }

    private static int? Columns() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? Math.Max(LeastWidth, columns) : null;
}
