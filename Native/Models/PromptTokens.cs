namespace PersonaSim.Native.Models;

/// <summary>A rendered prompt as tokens. Every segment was tokenized by itself, so where a block begins, a token begins.</summary>
/// <param name="Tokens">All tokens, with the beginning-of-text token where the model wants one.</param>
/// <param name="Starts">The first token of each segment; one more entry closes the last.</param>
public sealed record PromptTokens(int[] Tokens, IReadOnlyList<int> Starts)
{
    /// <summary>Control tokens are recognised in the template's own text only, never in what a user or an agent wrote.</summary>
    public static PromptTokens From(Vocabulary vocabulary, IReadOnlyList<PromptSegment> segments)
    {
        var tokens = new List<int>();
        var starts = new List<int>(segments.Count + 1);
        foreach (var segment in segments)
        {
            var part = tokens.Count == 0 ? vocabulary.Tokenize(segment.Text.AsSpan(), special: segment.ParseSpecial) : vocabulary.TokenizeContinuation(segment.Text, special: segment.ParseSpecial);
            // some templates write the beginning-of-text token, some leave it to the tokenizer: one, never two
            if (tokens.Count == 0 && part.Length > 0 && vocabulary is { AddsBos: true, Bos: { } bos } && part[0] != bos) tokens.Add(bos);
            starts.Add(starts.Count == 0 ? 0 : tokens.Count);
            tokens.AddRange(part);
        }

        starts.Add(tokens.Count);
        return new PromptTokens([.. tokens], starts);
    }
}
