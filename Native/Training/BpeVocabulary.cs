using System.Text;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Synth;

namespace PersonaSim.Native.Training;

/// <summary>
/// A byte-level BPE tokenizer learnt from texts: all 256 bytes, so that every text round-trips, the merges, and three control tokens at the
/// end. Written into a model file, llama.cpp cuts texts as <see cref="Encode"/> does.
/// </summary>
public sealed class BpeVocabulary
{
    private const int Bytes = 256;
    private const int Normal = 1; // enum llama_token_type
    private const int Control = 3;
    private readonly List<string> _tokens;
    private readonly List<(string Left, string Right)> _merges;
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<(string, string), int> _ranks = [];
    private readonly Dictionary<string, int[]> _words = new(StringComparer.Ordinal);

    private BpeVocabulary(List<string> tokens, List<(string Left, string Right)> merges)
    {
        (_tokens, _merges) = (tokens, merges);
        _ids = tokens.Select((t, id) => (t, id)).ToDictionary(p => p.t, p => p.id, StringComparer.Ordinal);
        for (var i = 0; i < merges.Count; i++) _ranks.TryAdd(merges[i], i);
    }

    /// <summary>The control tokens, in the order of their ids: end of text, begin of turn, end of turn.</summary>
    public static IReadOnlyList<string> Special => SynthVocabulary.Special;

    public int Count => _tokens.Count;

    public IReadOnlyList<string> Tokens => _tokens;

    public IReadOnlyList<(string Left, string Right)> Merges => _merges;

    /// <summary>Learns a vocabulary of at most <paramref name="size"/> tokens; fewer where the texts hold no more pairs.</summary>
    public static BpeVocabulary Train(IEnumerable<string> texts, int size)
    {
        if (size < Bytes + Special.Count) throw new InputException($"A vocabulary of {size} tokens is too small: all {Bytes} bytes and {Special.Count} control tokens are {Bytes + Special.Count}.");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var word in PreTokenizer.Words(text)) counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        var words = counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (Symbols(c.Key), c.Value));
        var tokens = new List<string>(size);
        for (var b = 0; b < Bytes; b++) tokens.Add(SynthVocabulary.Symbol((byte)b));
        var known = new HashSet<string>(tokens, StringComparer.Ordinal);
        var merges = new List<(string, string)>();
        foreach (var (left, right) in BpeTrainer.Merges(words))
        {
            if (tokens.Count == size - Special.Count) break;
            merges.Add((left, right));
            if (known.Add(left + right)) tokens.Add(left + right); // two ways may lead to one text, which is one token
        }

        tokens.AddRange(Special);
        return new BpeVocabulary(tokens, merges);
    }

    /// <summary>The tokenizer of a file that was written with one of these; any other is refused.</summary>
    internal static BpeVocabulary Read(GgufFile file)
    {
        var (tokens, merges) = (Strings("tokenizer.ggml.tokens"), Strings("tokenizer.ggml.merges"));
        if (file.Metadata.GetString("tokenizer.ggml.pre") != PreTokenizer.Name || !tokens.TakeLast(Special.Count).SequenceEqual(Special)) throw new InputException($"{file.Path} has a tokenizer that was not learnt here.");
        return new BpeVocabulary(tokens, [.. merges.Select(m => (m[..m.IndexOf(' ', StringComparison.Ordinal)], m[(m.IndexOf(' ', StringComparison.Ordinal) + 1)..]))]);

        List<string> Strings(string key)
        {
            var value = file.Metadata[key];
            return [.. Enumerable.Range(0, value.Count).Select(value.Text)];
        }
    }

    /// <summary>The tokens of a text that holds no control tokens.</summary>
    public int[] Encode(string text) => [.. PreTokenizer.Words(text).SelectMany(Word)];

    /// <summary>How many tokens there are up to and with the word that holds the last of the first characters.</summary>
    public int TokensUpTo(string text, int characters)
    {
        var (count, at) = (0, 0);
        foreach (var word in PreTokenizer.Words(text))
        {
            if (at >= characters) break;
            count += Word(word).Length;
            at += word.Length;
        }

        return count;
    }

    public int SpecialId(string name) => _ids.TryGetValue(name, out var id) && id >= Count - Special.Count ? id : throw new InputException($"'{name}' is no control token; there are {string.Join(", ", Special)}.");

    /// <summary>Adds the tokenizer's keys.</summary>
    internal void AddTo(GgufHeader header)
    {
        var plain = Count - Special.Count;
        header.Set("tokenizer.ggml.model", "gpt2");
        header.Set("tokenizer.ggml.pre", PreTokenizer.Name);
        header.Set("tokenizer.ggml.tokens", _tokens.ToArray());
        header.Set("tokenizer.ggml.token_type", _tokens.Select((_, id) => id < plain ? Normal : Control).ToArray());
        header.Set("tokenizer.ggml.merges", _merges.Select(m => m.Left + " " + m.Right).ToArray());
        header.Set("tokenizer.ggml.bos_token_id", (uint)plain);
        header.Set("tokenizer.ggml.eos_token_id", (uint)(Count - 1));
        header.Set("tokenizer.ggml.padding_token_id", (uint)plain);
        header.Set("tokenizer.ggml.add_bos_token", false);
        header.Set("tokenizer.chat_template", SynthVocabulary.ChatTemplate);
    }

    private int[] Word(string word)
    {
        if (_words.TryGetValue(word, out var known)) return known;
        var symbols = Symbols(word).ToList();
        while (symbols.Count > 1)
        {
            var (best, at) = (int.MaxValue, -1);
            for (var i = 1; i < symbols.Count; i++)
            {
                if (_ranks.TryGetValue((symbols[i - 1], symbols[i]), out var rank) && rank < best) (best, at) = (rank, i);
            }

            if (at < 0) break;
            symbols[at - 1] += symbols[at]; // the oldest merge, leftmost first: one at a time gives what llama.cpp's queue gives
            symbols.RemoveAt(at);
        }

        return _words[word] = [.. symbols.Select(s => _ids[s])];
    }

    private static string[] Symbols(string word) => [.. Encoding.UTF8.GetBytes(word).Select(SynthVocabulary.Symbol)];
}
