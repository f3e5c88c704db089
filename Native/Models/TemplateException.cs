namespace PersonaSim.Native.Models;

/// <summary>A chat template cannot be read, uses something unsupported, refuses the conversation or exceeds its limits.</summary>
public sealed class TemplateException(string message, Exception? inner = null) : PersimException(message, inner)
{
    public override int ExitCode => 1;
}
