using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>An ask as tokens.</summary>
/// <param name="Borders">Where each shared block ends; the last one is the end of the shared prefix, none means that nothing is shared.</param>
/// <param name="Sizes">Tokens of each block, for error messages.</param>
/// <param name="Dropped">Optional blocks that were left out to make it fit.</param>
internal sealed record Prompt(int Index, Ask Ask, int[] Tokens, int[] Borders, IReadOnlyList<(string Block, int Tokens)> Sizes, IReadOnlyList<string> Dropped, Doses? Doses)
{
    public int SharedLength => Borders.Length == 0 ? 0 : Borders[^1];

    /// <summary>From which position on the doses act.</summary>
    public int SteeredFrom => Ask.Scope switch
    {
        DoseScope.All => 0,
        DoseScope.Suffix => SharedLength,
        _ => Tokens.Length - 1,
    };

    /// <summary>A steered prefix belongs to one persona and is computed with it, not shared.</summary>
    public bool SharesPrefix => SharedLength > 0 && (Doses is null || Ask.Scope != DoseScope.All);
}
