using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Synth;

/// <summary>The tokenizer of another GGUF file, taken over key by key.</summary>
internal sealed class TokenizerCopy(IReadOnlyList<KeyValuePair<string, GgufValue>> keys)
{
    private const string Tokens = "tokenizer.ggml.tokens";
    private const string Template = "tokenizer.chat_template";

    /// <summary>The spec with the vocabulary size that the copied file (if any) has.</summary>
    public static SynthSpec Resolve(SynthSpec spec, out TokenizerCopy? copy)
    {
        copy = null;
        if (spec.VocabularyFrom is not { } path) return spec;
        using var file = GgufFile.Open(path);
        if (!file.Metadata.TryGetValue(Tokens, out var tokens) || !tokens.IsArray)
            throw new InputException($"{path} has no token list ({Tokens}): give a vocabulary-only or a whole model file.");
        copy = new TokenizerCopy([.. file.Metadata.Where(k => k.Key.StartsWith("tokenizer.", StringComparison.Ordinal))]);
        return spec with { Shape = spec.Shape with { Vocabulary = tokens.Count } };
    }

    /// <summary>Adds the keys; a ChatML vocabulary without a template gets ours.</summary>
    public void AddTo(GgufHeader header)
    {
        foreach (var (key, value) in keys) header.Set(key, value);
        if (keys.Any(k => k.Key == Template)) return;
        var tokens = keys.First(k => k.Key == Tokens).Value;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens.Utf8(i).SequenceEqual("<|im_start|>"u8)) continue;
            header.Set(Template, SynthVocabulary.ChatTemplate);
            return;
        }
    }
}
