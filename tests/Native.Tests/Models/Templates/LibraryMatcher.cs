using System.Text;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Tests.Models.Templates;

/// <summary>llama.cpp's own chat formatting: it recognises some templates by fragments of their text and imitates them in C++.</summary>
internal static class LibraryMatcher
{
    /// <summary>What the library makes of the conversation; null when it does not know the template.</summary>
    public static unsafe string? Apply(string template, IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt)
    {
        LlamaRuntime.EnsureLoaded();
        // one buffer of zero-terminated texts; the library copies what it returns, nothing outlives the call
        var offsets = new List<int>();
        var bytes = new List<byte>();
        void Add(string text)
        {
            offsets.Add(bytes.Count);
            bytes.AddRange(Encoding.UTF8.GetBytes(text));
            bytes.Add(0);
        }

        Add(template);
        foreach (var message in messages)
        {
            Add(message.Role);
            Add(string.Concat(message.Blocks));
        }

        var texts = bytes.ToArray();
        var output = new byte[1 << 16];
        fixed (byte* text = texts, buffer = output)
        {
            var chat = stackalloc llama_chat_message[messages.Count];
            for (var i = 0; i < messages.Count; i++) chat[i] = new llama_chat_message { role = text + offsets[1 + 2 * i], content = text + offsets[2 + 2 * i] };
            var length = Llama.llama_chat_apply_template(text, chat, (nuint)messages.Count, addGenerationPrompt ? (byte)1 : (byte)0, buffer, output.Length);
            return length < 0 ? null : Encoding.UTF8.GetString(output, 0, length);
        }
    }
}
