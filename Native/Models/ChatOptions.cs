namespace PersonaSim.Native.Models;

/// <summary>What a rendering depends on beside the messages.</summary>
public sealed record ChatOptions
{
    public static ChatOptions Default { get; } = new();

    /// <summary>Ends with the opening of the assistant's turn.</summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>What a template that asks for the date is told; without it the template must have a date of its own.</summary>
    public DateTime? Date { get; init; }

    /// <summary>Switches some templates read, e.g. <c>enable_thinking</c>: bools, numbers or texts, trusted like the template.</summary>
    public IReadOnlyDictionary<string, object> Variables { get; init; } = new Dictionary<string, object>();
}
