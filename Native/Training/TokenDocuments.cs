using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PersonaSim.Native.Training;

/// <summary>Documents as tokens, each with a weight that says how much predicting it counts; four bytes a token.</summary>
public sealed class TokenDocuments
{
    private readonly List<ushort> _tokens = [];
    private readonly List<Half> _weights = [];
    private readonly List<int> _starts = [0];
    private readonly List<byte> _lessons = [];
    private readonly Dictionary<int, ushort[]> _targets = []; // of documents where some place says something else than the next token
    private readonly Dictionary<int, DocumentDoses> _doses = [];

    public int Count => _starts.Count - 1;

    public long Tokens => _tokens.Count;

    /// <summary>Adds a document; one of fewer than two tokens has nothing to predict and is refused.</summary>
    /// <param name="lesson">The shortest length of window that it may come in, as a number of the plan's lengths.</param>
    /// <param name="targets">Tokens in whose place another one is predicted, by their place in the document.</param>
    public void Add(ReadOnlySpan<int> tokens, ReadOnlySpan<float> weights, int lesson = 0, IReadOnlyDictionary<int, int>? targets = null, DocumentDoses? doses = null)
    {
        if (tokens.Length < 2 || tokens.Length != weights.Length) throw new InputException($"Document {Count} has {tokens.Length} tokens and {weights.Length} weights: at least two are wanted, and as many of each.");
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!(weights[i] is >= 0 and <= 1000)) throw new InputException($"Token {i} of document {Count} has the weight {weights[i]}: it must be 0 to 1000.");
            _tokens.Add(checked((ushort)tokens[i]));
            _weights.Add((Half)weights[i]);
        }

        if (targets is { Count: > 0 })
        {
            var own = _targets[Count] = [.. tokens.ToArray().Select(t => (ushort)t)];
            foreach (var (place, token) in targets) own[place] = checked((ushort)token);
        }

        if (doses is not null) _doses[Count] = doses;
        _starts.Add(_tokens.Count);
        _lessons.Add(checked((byte)lesson));
    }

    public int Lesson(int document) => _lessons[document];

    public int Length(int document) => _starts[document + 1] - _starts[document];

    public ReadOnlySpan<ushort> TokensOf(int document) => CollectionsMarshal.AsSpan(_tokens)[_starts[document].._starts[document + 1]];

    /// <summary>What is predicted where: the tokens themselves, mostly.</summary>
    public ReadOnlySpan<ushort> TargetsOf(int document) => _targets.TryGetValue(document, out var own) ? own : TokensOf(document);

    /// <summary>Null for most documents.</summary>
    public DocumentDoses? DosesOf(int document) => _doses.GetValueOrDefault(document);

    public ReadOnlySpan<Half> WeightsOf(int document) => CollectionsMarshal.AsSpan(_weights)[_starts[document].._starts[document + 1]];

    /// <summary>Tokens of any weight among those that a window of this length predicts.</summary>
    public int Predicted(int document, int context)
    {
        var count = 0;
        foreach (var weight in WeightsOf(document)[1..Math.Min(Length(document), context + 1)]) count += weight > Half.Zero ? 1 : 0;
        return count;
    }

    /// <summary>SHA-256 over all tokens, weights and borders.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_tokens)));
        hash.AppendData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_weights)));
        hash.AppendData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_starts)));
        hash.AppendData(CollectionsMarshal.AsSpan(_lessons));
        foreach (var document in _targets.Keys.Order()) hash.AppendData(MemoryMarshal.AsBytes<ushort>(_targets[document]));
        foreach (var document in _doses.Keys.Order())
        {
            hash.AppendData(BitConverter.GetBytes(document));
            hash.AppendData(BitConverter.GetBytes(_doses[document].FirstToken));
            hash.AppendData(MemoryMarshal.AsBytes<float>(_doses[document].Values.ToArray()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
