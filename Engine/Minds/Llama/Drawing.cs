using System.Runtime.InteropServices;
using System.Text;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// Draws an answer token by token inside its shape: draw, check the one token, draw again without it; after eight refusals in one answer the
/// shape's mask decides at once, so a model that does not follow the shape costs two draws a token from then on. Text that the shape forces is fed, not drawn.
/// </summary>
internal sealed class Drawing : IAnswering
{
    private const int Redraws = 8;
    private readonly Vocabulary _vocabulary;
    private readonly SamplerSettings _settings;
    private readonly Shape _shape;
    private readonly Guide _guide;
    private readonly ulong _seed;
    private readonly List<int> _tokens = []; // drawn and fed, for the penalties
    private readonly List<byte> _text = [];
    private readonly List<int> _refused = [];
    private readonly int _mostTokens;
    private bool _lineEnded;
    private int _drawn;
    private int _forced;
    private int _overrides;
    private int _refusals;

    public Drawing(Ask ask, Guide guide, Vocabulary vocabulary, SamplerSettings settings, int? mostTokens)
    {
        (_shape, _seed, _guide, _vocabulary, _settings) = (ask.Shape, ask.Seed, guide, vocabulary, settings);
        _mostTokens = mostTokens ?? ShapeBounds.Tokens(ask.Shape);
        ExpectedTokens = Math.Min(_mostTokens, ShapeBounds.Expected(ask.Shape));
    }

    public int ExpectedTokens { get; }

    public int[]? Begin() => TakeForced() ? [.. _tokens] : null;

    public Answered Whole() => End();

    public Answered? Read(Slot slot, LogitRows logits)
    {
        if (_tokens.Count >= _mostTokens) return AtLimit();
        if (Draw(slot.Rows.First, logits) is not { } token) return Refuse("vocabulary", "no token of the vocabulary continues the answer");
        if (_vocabulary.IsEndOfGeneration(token) || _lineEnded) return End();
        var first = _tokens.Count;
        _tokens.Add(token);
        _text.AddRange(Piece(token));
        if (!TakeForced()) return End();
        if (_tokens.Count >= _mostTokens) return AtLimit(); // computing it would show logits that nobody reads
        slot.Next(CollectionsMarshal.AsSpan(_tokens)[first..]);
        return null;
    }

    private Answered AtLimit() => _guide.IsFinal ? End() : Refuse("length", $"no complete answer within {_mostTokens} tokens");

    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || (bytes[0] & 0xC0) == 0x80) return []; // begins inside a character
        var whole = 0;
        while (whole < bytes.Length && System.Text.Rune.DecodeFromUtf8(bytes[whole..], out _, out var consumed) == System.Buffers.OperationStatus.Done) whole += consumed;
        return bytes[..whole];
    }

    // A blank belongs to the token of the word behind it: fed alone it would leave the model at a border that its own text never has. It is drawn
    // with its word, and everything else that could be fed is.
    private static ReadOnlySpan<byte> WithoutLooseBlank(ReadOnlySpan<byte> forced) => forced.TrimEnd((byte)' ');

    // False when the answer is whole: what would be fed then need not be computed.
    private bool TakeForced()
    {
        // bytes that break a character off are drawn: as tokens of their own they would be a replacement character
        var forced = WithoutLooseBlank(WholeCharacters(_guide.Forced)).ToArray();
        if (forced.Length > 0)
        {
            _guide.Take(forced);
            _text.AddRange(forced);
            if (_guide.IsComplete) return false;
            var tokens = _vocabulary.TokenizeContinuation(forced.AsSpan(), special: false);
            _tokens.AddRange(tokens);
            _forced += tokens.Length;
        }

        return !_guide.IsComplete;
    }

    private int? Draw(int row, LogitRows logits)
    {
        _refused.Clear();
        var recent = CollectionsMarshal.AsSpan(_tokens);
        for (uint attempt = 0; attempt == 0 || _refusals < Redraws; attempt++)
        {
            var token = logits.Sample(row, recent, _settings, new Draw(_seed, (ulong)_drawn, attempt), [], CollectionsMarshal.AsSpan(_refused));
            if (Accept(token)) return Count(token);
            if (attempt == 0) _overrides++;
            _refusals++;
            _refused.Add(token);
        }

        var allowed = _guide.Allowed();
        if (!allowed.ContainsAnyExcept(0ul) && !_guide.IsFinal) return null;
        var mask = logits.Mask;
        allowed.CopyTo(mask);
        if (_guide.IsFinal) AllowEnd(mask);
        var masked = logits.Sample(row, recent, _settings, new Draw(_seed, (ulong)_drawn, Redraws), mask, []);
        if (!Accept(masked)) throw new InvalidOperationException($"The mask allowed token {masked}, which the shape refuses.");
        return Count(masked);
    }

    private bool Accept(int token)
    {
        if (_vocabulary.IsEndOfGeneration(token)) return _guide.IsFinal;
        return _guide.TryAccept(Piece(token)) || EndsLine(token);
    }

    // where the vocabulary begins every text with a blank, the model begins its answer with one: it is no part of the answer
    private ReadOnlySpan<byte> Piece(int token)
    {
        var piece = _vocabulary.Piece(token);
        return _text.Count == 0 && _vocabulary.AddsBlank && piece.Length > 1 && piece[0] == (byte)' ' ? piece[1..] : piece;
    }

    // a text is one line: where a model breaks the line, its answer is over
    private bool EndsLine(int token)
    {
        if (_shape is not TextShape) return false;
        var piece = _vocabulary.Piece(token);
        var end = piece.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0) return false;
        var rest = piece[..end].TrimEnd((byte)' ');
        if (rest.Length > 0 ? !_guide.TryEnd(rest) : !_guide.IsFinal) return false;
        _text.AddRange(rest);
        _lineEnded = true;
        return true;
    }

    private int Count(int token)
    {
        _drawn++;
        return token;
    }

    private void AllowEnd(Span<ulong> mask)
    {
        foreach (var token in _vocabulary.EndTokens) mask[token / 64] |= 1ul << (token % 64);
    }

    private Answered End()
    {
        var raw = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_text));
        var value = ShapeCodec.Read(_shape, raw, out var why);
        return value is null ? Refuse("shape", "unreadable: " + why) : new Answered(value, raw, _drawn, _forced, _overrides) { RefusedDraws = _refusals };
    }

    public Answered Refuse(string kind, string why) => new(null, Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_text)), _drawn, _forced, _overrides) { Kind = kind, Refusal = why, RefusedDraws = _refusals };
}
