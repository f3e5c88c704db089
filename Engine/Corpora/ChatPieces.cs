namespace PersonaSim.Engine.Corpora;

/// <summary>Turns in the ChatML form, piece by piece, as a model's chat template writes them.</summary>
public sealed class ChatPieces
{
    public const string Begin = "<|im_start|>";
    public const string End = "<|im_end|>";
    private readonly List<CorpusPiece> _pieces = [];

    /// <summary>Adds a turn; the role's own tokens count nothing, the closing one as much as the text.</summary>
    public ChatPieces Add(string role, string text, float weight)
    {
        Open(role);
        _pieces.Add(new(text, weight));
        _pieces.Add(new(End, weight, IsControl: true));
        _pieces.Add(new("\n", 0));
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
}
