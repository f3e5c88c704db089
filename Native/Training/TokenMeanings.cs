namespace PersonaSim.Native.Training;

/// <summary>
/// What tokens say, counted over texts of which is known what they mean: for a token and a label the logarithm of how much more often the token
/// stands in texts of that label than in all, ln((n(token, label) + s p(label)) / ((n(token) + s) p(label))), where n counts texts, p is the label's
/// share of them, and s texts stand for knowing nothing. Written into the first columns of the embeddings: what a sentence says of somebody is then
/// the sum of what is there from the first step, and a word that comes once in a thousand steps need not be learnt at a rate that shakes all others.
/// </summary>
public sealed class TokenMeanings
{
    private const double Nothing = 6; // texts
    private readonly double[,] _counts;
    private readonly double[] _shares;

    /// <param name="texts">Each with its tokens.</param>
    public TokenMeanings(int vocabulary, int labels, IEnumerable<(IReadOnlyList<int> Tokens, int Label)> texts)
    {
        (_counts, _shares) = (new double[vocabulary, labels], new double[labels]);
        foreach (var (tokens, label) in texts)
        {
            _shares[label]++;
            foreach (var token in tokens.Distinct()) _counts[token, label]++;
        }

        var all = _shares.Sum();
        if (all == 0 || _shares.Any(s => s == 0)) throw new InputException("Every label needs a text that has it.");
        for (var i = 0; i < labels; i++) _shares[i] /= all;
    }

    public int Labels => _shares.Length;

    public int Tokens => _counts.GetLength(0);

    /// <summary>0 for a token that no text holds.</summary>
    public double Of(int token, int label)
    {
        var all = Enumerable.Range(0, Labels).Sum(l => _counts[token, l]);
        return Math.Log((_counts[token, label] + (Nothing * _shares[label])) / ((all + Nothing) * _shares[label]));
    }
}
