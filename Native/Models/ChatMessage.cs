namespace PersonaSim.Native.Models;

/// <summary>One message of a conversation; its content is the blocks in order, and block borders are token borders.</summary>
public sealed record ChatMessage(string Role, IReadOnlyList<string> Blocks)
{
    public ChatMessage(string role, params string[] blocks)
        : this(role, (IReadOnlyList<string>)blocks)
    {
    }

    /// <summary>
    /// The same blocks, same order and numbers, without system messages: those move to the front of the first user message, for
    /// models whose template refuses them.
    /// </summary>
    public static IReadOnlyList<ChatMessage> FoldSystem(IReadOnlyList<ChatMessage> messages)
    {
        var leading = messages.TakeWhile(m => m.Role == "system").SelectMany(m => m.Blocks).ToList();
        var rest = messages.SkipWhile(m => m.Role == "system").ToList();
        if (leading.Count == 0) return messages;
        if (rest.Count == 0 || rest[0].Role != "user" || rest.Any(m => m.Role == "system"))
        {
            throw new InputException("system messages can be moved into the first user message only if they come first and a user message follows.");
        }

        leading[^1] += "\n\n";
        return [rest[0] with { Blocks = [.. leading, .. rest[0].Blocks] }, .. rest.Skip(1)];
    }
}
