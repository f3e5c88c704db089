using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates;

/// <summary>Messages as a template sees them, each content character marked with its block's number.</summary>
internal static class Conversation
{
    public static JinjaList Value(IReadOnlyList<ChatMessage> messages)
    {
        var block = 0;
        var list = new List<object?>();
        foreach (var message in messages)
        {
            RequireRole(message.Role);
            var dict = new JinjaDict();
            dict.Set("role", MarkedText.Of(message.Role));
            dict.Set("content", Content(message.Blocks, ref block));
            list.Add(dict);
        }

        return new JinjaList(list);
    }

    private static MarkedText Content(IReadOnlyList<string> blocks, ref int block)
    {
        if (blocks.Count == 1) return MarkedText.Of(blocks[0], ++block);
        var marks = new List<int>();
        foreach (var text in blocks)
        {
            block++;
            marks.AddRange(Enumerable.Repeat(block, text.Length));
        }

        return MarkedText.Of(string.Concat(blocks), [.. marks]);
    }

    // templates print roles as their own text, so a role could smuggle in special tokens
    private static void RequireRole(string role)
    {
        if (role.Length is > 0 and <= 32 && role.All(c => char.IsAsciiLetterLower(c) || c is '_' or '-')) return;
        throw new InputException($"'{role}' is no role of a message: expected lower-case letters such as system, user or assistant.");
    }
}
