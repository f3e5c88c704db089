using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>An ask that is being answered in one sequence: what has been computed of it, and what is to be computed next.</summary>
internal sealed class Slot(Prompt prompt, SequenceId sequence, int reserved)
{
    private readonly List<int> _feed = [.. prompt.Tokens.AsSpan(prompt.SharesPrefix ? prompt.SharedLength : 0)];

    public Prompt Prompt { get; } = prompt;

    public SequenceId Sequence { get; } = sequence;

    /// <summary>The first position that is its own and not a shared prefix's.</summary>
    public int First { get; } = prompt.SharesPrefix ? prompt.SharedLength : 0;

    /// <summary>Cells set aside for it.</summary>
    public int Reserved { get; set; } = reserved;

    /// <summary>Tokens in the cache.</summary>
    public int Position { get; set; } = prompt.SharesPrefix ? prompt.SharedLength : 0;

    /// <summary>Tokens to compute; logits are wanted behind the last one, or behind each.</summary>
    public List<int> Feed => _feed;

    public int Fed { get; set; }

    public bool WantsEachRow { get; set; }

    /// <summary>Rows of the running decode that will have logits for this slot, first and count.</summary>
    public (int First, int Count) Rows { get; set; }

    public int Left => _feed.Count - Fed;

    /// <summary>Replaces what is to be computed next.</summary>
    public void Next(ReadOnlySpan<int> tokens)
    {
        _feed.Clear();
        _feed.AddRange(tokens);
        Fed = 0;
    }
}
