using Microsoft.Extensions.AI;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>An ask as chat messages, and the check that a remote mind can answer it at all.</summary>
internal static class RemotePrompt
{
    /// <exception cref="InputException"/>
    public static void Check(Ask ask)
    {
        if (ask.Mode == AskMode.Score) throw new InputException($"The ask {ask.Key} wants the probability of each option; remote endpoints give none here. Probe with a local model (kind: llama), or let this ask sample.");
        if (ask.Mode == AskMode.Embed || ask.Shape is VectorShape) throw new InputException($"The ask {ask.Key} wants an embedding; a remote mind answers in text only. Use a local model (kind: llama) for it.");
        if (ask.Doses.Any(d => d.Dose != 0)) throw new InputException($"The ask {ask.Key} carries doses ({string.Join(", ", ask.Doses.Select(d => d.Direction))}); a remote endpoint cannot be steered, persona goes by prompt only. Use the arm `prompt`, `neutral` or `none` with a remote mind, or a local model.");
        if (ask.Blocks.FirstOrDefault(b => b.Role is not ("system" or "user" or "assistant")) is { } wrong) throw new InputException($"The block '{wrong.Name}' of the ask {ask.Key} has the role '{wrong.Role}'; expected system, user or assistant.");
    }

    /// <summary>Neighbouring blocks of one role are one message, as they stand; the last user message ends with the shape in words.</summary>
    public static List<ChatMessage> Messages(Ask ask)
    {
        var messages = new List<ChatMessage>();
        foreach (var block in ask.Blocks) Append(messages, new ChatRole(block.Role), block.Text, "");
        Append(messages, ChatRole.User, ShapeWords.Instruction(ask.Shape), "\n\n");
        return messages;
    }

    /// <summary>The conversation, gone on with an answer that does not fit and a second question.</summary>
    public static List<ChatMessage> Repair(List<ChatMessage> messages, Ask ask, string answer, string why)
    {
        var longer = new List<ChatMessage>(messages);
        if (answer.Length > 0) longer.Add(new ChatMessage(ChatRole.Assistant, answer));
        Append(longer, ChatRole.User, $"That answer cannot be used: {why}. {ShapeWords.Instruction(ask.Shape)}", "\n\n");
        return longer;
    }

    private static void Append(List<ChatMessage> messages, ChatRole role, string text, string between)
    {
        if (messages.Count > 0 && messages[^1].Role == role) messages[^1] = new ChatMessage(role, messages[^1].Text + between + text);
        else messages.Add(new ChatMessage(role, text));
    }
}
