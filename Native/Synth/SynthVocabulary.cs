using System.Text;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Synth;

/// <summary>
/// A byte-level BPE vocabulary of any size: all 256 bytes, so that every text round-trips; merges learnt from a list of English
/// words; then pairs of what was learnt, as many as are wanted; three control tokens at the end. No seed: the same for every model.
/// </summary>
internal static class SynthVocabulary
{
    private const int Normal = 1;
    private const int Control = 3;
    private const int LongestFiller = 16;
    private static readonly string[] _special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    /// <summary>The control tokens, in the order of their ids.</summary>
    public static IReadOnlyList<string> Special => _special;

    public static int Smallest => 256 + _special.Length;

    /// <summary>Real vocabularies end at about 262,000; the fillers would last a little longer.</summary>
    public const int Largest = 300_000;

    /// <summary>ChatML, in as little Jinja as it takes.</summary>
    public const string ChatTemplate =
        "{%- for message in messages -%}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor -%}" +
        "{%- if add_generation_prompt -%}<|im_start|>assistant\n{% endif -%}";

    /// <summary>Adds the tokenizer's keys for a vocabulary of <paramref name="size"/> tokens.</summary>
    public static void AddTo(GgufHeader header, int size)
    {
        var (tokens, merges) = Build(size);
        var plain = size - _special.Length;
        var end = (uint)(size - 1);
        header.Set("tokenizer.ggml.model", "gpt2");
        header.Set("tokenizer.ggml.pre", "qwen2"); // cuts words and single digits, changes no text
        header.Set("tokenizer.ggml.tokens", tokens.ToArray());
        header.Set("tokenizer.ggml.token_type", tokens.Select((_, id) => id < plain ? Normal : Control).ToArray());
        header.Set("tokenizer.ggml.merges", merges.ToArray());
        header.Set("tokenizer.ggml.bos_token_id", end - 2);
        header.Set("tokenizer.ggml.eos_token_id", end);
        header.Set("tokenizer.ggml.padding_token_id", end - 2);
        header.Set("tokenizer.ggml.add_bos_token", false);
        header.Set("tokenizer.chat_template", ChatTemplate);
    }

    /// <summary>Every token by the text it stands for, control tokens left out.</summary>
    public static IReadOnlyDictionary<string, int> TokensOf(int size)
    {
        var bytes = new Dictionary<char, byte>(); // symbols back to what they stand for
        for (var b = 0; b < 256; b++) bytes[Symbol((byte)b)[0]] = (byte)b;
        return Build(size).Tokens.SkipLast(_special.Length).Select((token, id) => (Text: Encoding.Latin1.GetString([.. token.Select(c => bytes[c])]), Id: id)).ToDictionary(t => t.Text, t => t.Id, StringComparer.Ordinal);
    }

    private static (List<string> Tokens, List<string> Merges) Build(int size)
    {
        var tokens = new List<string>(size);
        for (var b = 0; b < 256; b++) tokens.Add(Symbol((byte)b));
        var merges = new List<string>(size);
        var known = new HashSet<string>(tokens, StringComparer.Ordinal);
        var plain = size - _special.Length;
        foreach (var (left, right) in Merges())
        {
            if (tokens.Count == plain) break;
            if (!known.Add(left + right)) continue; // llama.cpp ends the process when two tokens have one text
            tokens.Add(left + right);
            merges.Add(left + " " + right);
        }

        tokens.AddRange(_special);
        return (tokens, merges);
    }

    private static IEnumerable<(string Left, string Right)> Merges()
    {
        var learnt = new List<string>();
        foreach (var merge in BpeTrainer.Merges(SynthWords.Weighted().Select(w => (Encoding.UTF8.GetBytes(w.Text).Select(Symbol).ToArray(), w.Weight))))
        {
            yield return merge;
            learnt.Add(merge.Left + merge.Right);
        }

        // fillers: every learnt piece before every learnt word end, shortest sum of ranks first
        var left = learnt.Where(t => t.All(c => char.IsAsciiLetter(c) || c == Symbol((byte)' ')[0])).ToList();
        var right = left.Where(t => t.All(char.IsAsciiLetterLower)).ToList();
        for (var sum = 0; sum < left.Count + right.Count; sum++)
        {
            for (var i = Math.Max(0, sum - right.Count + 1); i <= Math.Min(sum, left.Count - 1); i++)
            {
                if (left[i].Length + right[sum - i].Length <= LongestFiller) yield return (left[i], right[sum - i]);
            }
        }
    }

    // GPT-2's printable stand-ins: a printable byte stands for itself, the others follow from U+0100 on
    public static string Symbol(byte b) => _symbols[b];

    private static readonly string[] _symbols = Symbols();

    private static string[] Symbols()
    {
        var symbols = new string[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
        {
            var printable = b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
            symbols[b] = ((char)(printable ? b : next++)).ToString();
        }

        return symbols;
    }
}
