using PersonaSim.Cli.Wiring;

namespace PersonaSim.Cli.Live;

/// <summary>Coloured words for a terminal; plain ones in a pipe, with NO_COLOR, or when told so.</summary>
internal sealed class Painter(bool color)
{
    private const string Reset = "\e[0m";

    public static Painter For(TextWriter output, bool noColor) =>
        new(!noColor && output == Console.Out && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public string Bold(string text) => Paint("\e[1m", text);

    public string Dim(string text) => Paint("\e[2m", text);

    public string Good(string text) => Paint("\e[32m", text);

    public string Bad(string text) => Paint("\e[31m", text);

    public string Name(string text) => Paint("\e[36m", text);

    public string Speech(string text) => Paint("\e[33m", text);

    // what a model wrote may hold escapes of its own
    private string Paint(string code, string text) => color ? code + PrintableText.Of(text) + Reset : PrintableText.Of(text);
}
