using System.Runtime.InteropServices;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Lets a thinking model think freely up to a limit, closes its thoughts, and then takes the answer inside its shape.</summary>
internal sealed class Thinking : IAnswering
{
    private const string End = "</think>";
    private const ulong ThoughtDraws = 1ul << 32; // draws of thoughts are numbered apart from those of the answer
    private readonly IAnswering _answer;
    private readonly Vocabulary _vocabulary;
    private readonly SamplerSettings _settings;
    private readonly ulong _seed;
    private readonly int _most;
    private readonly int[] _end;
    private readonly int[] _close;
    private readonly List<int> _thoughts = [];
    private bool _closed;

    public Thinking(IAnswering answer, LlamaModel model, SamplerSettings settings, ulong seed, int most)
    {
        (_answer, _vocabulary, _settings, _seed, _most) = (answer, model.Vocabulary, settings, seed, most);
        // one control token where the vocabulary has it, plain text elsewhere
        _end = _vocabulary.TokenizeContinuation(End, special: true);
        _close = [.. _end, .. _vocabulary.TokenizeContinuation("\n\n", special: false)];
    }

    public int ExpectedTokens => _most + _close.Length + _answer.ExpectedTokens;

    public int[] Begin() => [];

    public Answered Whole() => _answer.Whole();

    public Answered Refuse(string kind, string why) => _answer.Refuse(kind, why) with { Thoughts = _thoughts.Count };

    public Answered? Read(Slot slot, LogitRows logits)
    {
        if (_closed) return _answer.Read(slot, logits) is { } answered ? answered with { Thoughts = _thoughts.Count } : null;
        var token = logits.Sample(slot.Rows.First, [], _settings, new Draw(_seed, ThoughtDraws + (ulong)_thoughts.Count), [], []);
        _thoughts.Add(token);
        if (!_vocabulary.IsEndOfGeneration(token) && !CollectionsMarshal.AsSpan(_thoughts).EndsWith(_end) && _thoughts.Count < _most)
        {
            slot.Next([token]);
            return null;
        }

        // the closing itself is fed below, whole, however the thoughts ended
        _closed = true;
        if (_answer.Begin() is not { } forced) return _answer.Whole() with { Thoughts = _thoughts.Count };
        slot.Next([.. _close, .. forced]);
        return null;
    }
}
