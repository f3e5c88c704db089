namespace PersonaSim.Engine.Measures.Trends;

/// <summary>
/// The multitrait-multimethod table (Campbell and Fiske): Pearson's r over people of each trait by each method with each trait by each method. A measurement is
/// of the trait as far as one trait by two methods agrees (convergent) more than two traits by two methods do, and of the method as far as two traits by
/// one method agree.
/// </summary>
public static class Multimethod
{
    /// <summary>Every pair once; scores by method, trait and person.</summary>
    public static IReadOnlyList<MultimethodCell> Of(IReadOnlyList<(string Method, string Trait, IReadOnlyDictionary<string, double> Scores)> measured)
    {
        var cells = new List<MultimethodCell>();
        for (var a = 0; a < measured.Count; a++)
        {
            for (var b = a + 1; b < measured.Count; b++)
            {
                var pairs = measured[a].Scores.Where(s => measured[b].Scores.ContainsKey(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Value, measured[b].Scores[s.Key])).ToList();
                cells.Add(new MultimethodCell(measured[a].Method, measured[a].Trait, measured[b].Method, measured[b].Trait, pairs.Count, Agreement.Correlation(pairs)));
            }
        }

        return cells;
    }

    /// <summary>
    /// Mean r of one trait by two methods, mean |r| of two traits by one method, and mean |r| of two traits by two methods; null where there is no such pair.
    /// </summary>
    public static (double? Convergent, double? SameMethod, double? Neither) Means(IReadOnlyList<MultimethodCell> cells)
    {
        double? Mean(Func<MultimethodCell, bool> which, Func<double, double> of) => cells.Where(c => c.R is not null && which(c)).Select(c => (double?)of(c.R!.Value)).Average();
        return (Mean(c => c.IsConvergent, r => r), Mean(c => c.Method == c.OtherMethod, Math.Abs), Mean(c => c.Method != c.OtherMethod && c.Trait != c.OtherTrait, Math.Abs));
    }
}
