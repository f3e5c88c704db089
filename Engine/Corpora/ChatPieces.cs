using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Corpora;

/// <summary>Turns in the ChatML form, piece by piece, as a model's chat template writes them.</summary>
public sealed class ChatPieces
{
    public const string Begin = "<|im_start|>";
    public const string End = "<|im_end|>";
    private readonly List<CorpusPiece> _pieces = [];

    /// <summary>Adds a turn; the role's own tokens count nothing, the closing one as much as the text.</summary>
    public ChatPieces Add(string role, string text, float weight) => Open(role).Say(text, weight).Close(weight);

    /// <summary>A block of the open turn.</summary>
    public ChatPieces Say(string text, float weight)
    {
        _pieces.Add(new(text, weight));
        return this;
    }

    /// <summary>Ends the open turn.</summary>
    public ChatPieces Close(float weight)
    {
        _pieces.Add(new(End, weight, IsControl: true));
        _pieces.Add(new("\n", 0));
        return this;
    }

    /// <summary>Whole turns: neighbours of one role are one turn, and each block begins a token, as a run's prompt builder has it.</summary>
    /// <param name="judged">Of the last block.</param>
    public ChatPieces Add(IReadOnlyList<Block> blocks, Func<Block, float> weight, IReadOnlyList<Judgement>? judged = null)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i == 0 || blocks[i].Role != blocks[i - 1].Role) Open(blocks[i].Role);
            _pieces.Add(new(blocks[i].Text, weight(blocks[i]), Judged: i == blocks.Count - 1 ? judged : null));
            if (i == blocks.Count - 1 || blocks[i].Role != blocks[i + 1].Role) Close(0);
        }

        return this;
    }

    /// <summary>Begins a turn that somebody else is to fill.</summary>
    public ChatPieces Open(string role)
    {
        _pieces.Add(new(Begin, 0, IsControl: true));
        _pieces.Add(new(role + "\n", 0));
        return this;
    }

    public CorpusDocument ToDocument() => new([.. _pieces]);

    /// <summary>The same under doses of somebody's traits behind a text that everybody shares, and behind nothing where there is none: what ends its turn is dosed, as in a run.</summary>
    public CorpusDocument ToDosed(in Traits who, string? shared)
    {
        var last = shared is null ? -1 : _pieces.FindIndex(p => p.Text == shared);
        if (shared is not null && last < 0) throw new ArgumentException("the text that everybody shares is no piece of this document", nameof(shared));
        return ToDocument() with { Dosed = (who, last + 1) };
    }
}
