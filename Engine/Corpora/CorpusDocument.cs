using PersonaSim.Engine.Agents.Personas;

namespace PersonaSim.Engine.Corpora;

public enum CorpusSplit
{
    Training,
    Validation,
}

/// <summary>A piece of a document, tokenized by itself: where it begins, a token begins, as in the prompts of a run.</summary>
/// <param name="Weight">How much predicting its tokens counts.</param>
/// <param name="IsControl">The name of one control token.</param>
/// <param name="Judged">What some places of it are to say in place of the text that goes on behind them.</param>
public readonly record struct CorpusPiece(string Text, float Weight, bool IsControl = false, IReadOnlyList<Judgement>? Judged = null);

public sealed record CorpusDocument(IReadOnlyList<CorpusPiece> Pieces)
{
    /// <summary>What sort of document it is, e.g. <c>town</c>: losses and token counts are told by it.</summary>
    public string Kind { get; init; } = "";

    /// <summary>When it is learnt: it comes in no shorter window than the recipe's length of this number.</summary>
    public int Lesson { get; init; }

    /// <summary>A personality that no text shows: doses act on everything from a piece on.</summary>
    public (Traits Who, int FromPiece)? Dosed { get; init; }

    /// <summary>The pieces of the first answer that counts so much, the end of its turn behind them.</summary>
    public (int From, int Behind) FirstAnswer(double weight)
    {
        var from = 0;
        while (Pieces[from].Weight < weight || Pieces[from].IsControl) from++;
        var end = from;
        while (!Pieces[end].IsControl) end++;
        return (from, end + 1);
    }

    public string Text => string.Concat(Pieces.Select(p => p.Text));
}
