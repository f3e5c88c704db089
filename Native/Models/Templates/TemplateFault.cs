namespace PersonaSim.Native.Models.Templates;

/// <summary>Unwinds the interpreter; <see cref="Template"/> turns it into a <see cref="TemplateException"/> with the place.</summary>
internal sealed class TemplateFault(string message) : Exception(message)
{
    /// <summary>Known while parsing; while evaluating, the execution knows where it is.</summary>
    public Position? At { get; init; }

    /// <summary>The template itself said no (<c>raise_exception</c>), as opposed to an error in it.</summary>
    public bool Raised { get; init; }
}
