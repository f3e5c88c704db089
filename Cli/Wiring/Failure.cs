using System.Text.Json;

namespace PersonaSim.Cli.Wiring;

/// <summary>How a command ends that could not do its work: a line for people and, where JSON was asked for, a document for the script.</summary>
/// <param name="live">The document is a line among others.</param>
internal sealed class Failure(TextWriter output, TextWriter error, bool json, bool live)
{
    public int Report(string message, int exitCode)
    {
        error.WriteLine("persim: " + message);
        if (json && live) output.WriteLine(JsonSerializer.Serialize(new { kind = "error", error = message }));
        else if (json) Json.Write(output, new { error = message });
        return exitCode;
    }
}
