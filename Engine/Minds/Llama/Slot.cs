using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>An ask that is being answered in one sequence: what has been computed of it, and what is to be computed next.</summary>
internal sealed class Slot(Prompt prompt, SequenceId sequence, int reserved)
{
    private readonly List<int> _next = [.. prompt.Tokens.AsSpan(prompt.SharesPrefix ? prompt.SharedLength : 0)];

    public Prompt Prompt { get; } = prompt;

    /// <summary>Where it is computed; may change between two decodes.</summary>
    public SequenceId Sequence { get; set; } = sequence;

    /// <summary>The first position that is its own and not a shared prefix's.</summary>
    public int First { get; } = prompt.SharesPrefix ? prompt.SharedLength : 0;

    /// <summary>Cells set aside for it.</summary>
    public int Reserved { get; set; } = reserved;

    /// <summary>Tokens in the cache.</summary>
    public int Position { get; set; } = prompt.SharesPrefix ? prompt.SharedLength : 0;

    /// <summary>Tokens of <see cref="Next"/> that have been computed.</summary>
    public int Fed { get; private set; }

    /// <summary>Logits are wanted behind each token, not only behind the last.</summary>
    public bool WantsEachRow { get; set; }

    /// <summary>Rows of the running decode that will have logits for this slot, first and count.</summary>
    public (int First, int Count) Rows { get; set; }

    public int Left => _next.Count - Fed;

    /// <summary>Its prompt is computed.</summary>
    public bool IsGenerating => Position >= Prompt.Tokens.Length;

    /// <summary>More to compute behind what is left.</summary>
    public void Append(ReadOnlySpan<int> tokens) => _next.AddRange(tokens);

    /// <summary>Puts the next tokens into the batch.</summary>
    public void Feed(DecodeBatch batch, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var last = Fed == _next.Count - 1;
            var row = batch.Add(_next[Fed++], Position++, Sequence, output: last || WantsEachRow);
            if (last) Rows = WantsEachRow ? (row - _next.Count + 1, _next.Count) : (row, 1);
        }
    }

    /// <summary>Replaces what is to be computed next.</summary>
    public void Next(ReadOnlySpan<int> tokens)
    {
        _next.Clear();
        _next.AddRange(tokens);
        Fed = 0;
    }
}
