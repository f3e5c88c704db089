namespace PersonaSim.Cli.Wiring;

/// <summary>How a command ends that could not do its work: a line for people and, where JSON was asked for, a document for the script.</summary>
internal sealed class Failure(TextWriter output, TextWriter error, bool json)
{
    public int Report(string message, int exitCode)
    {
        error.WriteLine("persim: " + message);
        if (json) Json.Write(output, new { error = message });
        return exitCode;
    }
}
