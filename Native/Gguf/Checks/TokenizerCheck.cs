using System.Globalization;

namespace PersonaSim.Native.Gguf.Checks;

/// <summary>The vocabulary: lengths that agree, special ids inside it, no token twice (the library asserts that).</summary>
internal static class TokenizerCheck
{
    private const string Prefix = "tokenizer.ggml.";
    private const string Tokens = Prefix + "tokens";

    /// <summary>The number of tokens; null for a model that declares to have no tokenizer.</summary>
    public static long? Run(ModelKeys keys)
    {
        var metadata = keys.File.Metadata;
        var model = metadata.GetString(Prefix + "model");
        if (model is "none" or "no_vocab") return null;
        var tokens = metadata[Tokens];
        if (!tokens.IsArray || tokens.ElementType != GgufValueType.String) throw metadata.Wrong(Tokens, tokens, "array of string");
        if (tokens.Count == 0) throw metadata.Refuse(Tokens, tokens, "is empty, expected at least one token");
        CheckLists(metadata, model, tokens.Count);
        CheckIds(metadata, tokens.Count);
        if (model == "llama") CheckBytes(metadata, tokens);
        if (DuplicateStrings.Find(tokens) is var (first, second))
            throw metadata.Refuse(Tokens, tokens, $"token {second} repeats token {first}, {GgufFormatException.Quote(tokens.Text(first))}");
        return tokens.Count;
    }

    private static void CheckLists(GgufMetadata metadata, string model, int count)
    {
        CheckList(metadata, "scores", count, GgufValueType.F32, GgufValueType.I32);
        CheckList(metadata, "token_type", count, GgufValueType.I32);
        CheckList(metadata, "suppress_tokens", null, GgufValueType.I32);
        CheckList(metadata, "merges", null, GgufValueType.String);
        metadata.TryGetString(Prefix + "pre", out var pre);
        if (model is "gpt2" or "gemma4" && pre != "kimi-k2" && !metadata.ContainsKey(Prefix + "merges")) throw metadata.Missing(Prefix + "merges");
        if (metadata.TryGetValue(Prefix + "scores", out var scores) && scores.ElementType == GgufValueType.F32)
        {
            var odd = scores.Elements<float>().IndexOfAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity);
            if (odd >= 0) throw metadata.Refuse(Prefix + "scores", scores, $"is not a number for token {odd}");
        }
    }

    private static void CheckList(GgufMetadata metadata, string name, int? count, params ReadOnlySpan<GgufValueType> types)
    {
        var key = Prefix + name;
        if (!metadata.TryGetValue(key, out var value)) return;
        if (!value.IsArray || !types.Contains(value.ElementType))
            throw metadata.Wrong(key, value, $"array of {GgufValue.Name(types[0])}");
        if (count is { } tokens && value.Count != tokens)
            throw metadata.Refuse(key, value, $"has {value.Count} elements, but {Tokens} has {tokens}");
    }

    private static void CheckIds(GgufMetadata metadata, int count)
    {
        foreach (var (key, value) in metadata)
        {
            if (!key.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            if (key.EndsWith("_token_id", StringComparison.Ordinal))
            {
                var id = metadata.GetUInt32(key);
                if (id >= count) throw metadata.Refuse(key, value, $"is {id}, but the vocabulary has {count} tokens");
            }
            else if (key.StartsWith(Prefix + "add_", StringComparison.Ordinal) && value.Type != GgufValueType.Bool)
            {
                throw metadata.Wrong(key, value, "bool");
            }
        }
    }

    // text outside this kind of vocabulary is spelt in bytes, and the library dies of a byte without a token
    private static void CheckBytes(GgufMetadata metadata, GgufValue tokens)
    {
        var spelt = new bool[256];
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = tokens.Utf8(i);
            if (text.Length == 1) spelt[text[0]] = true;
            else if (text.Length == 6 && text.StartsWith("<0x"u8) && text[5] == '>' && TryHex(text[3..5], out var value)) spelt[value] = true;
        }

        var missing = Array.IndexOf(spelt, false);
        if (missing >= 0) throw metadata.Refuse(Tokens, tokens, $"has no token for byte 0x{missing:X2} ('<0x{missing:X2}>')");
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out byte value) =>
        byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        && !digits.ContainsAnyInRange((byte)'a', (byte)'f');
}
