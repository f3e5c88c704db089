namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>What the wording of a persona does to a trait's latent, over people who were described in several wordings.</summary>
/// <param name="Within">The standard deviation across wordings of one person, pooled over people.</param>
/// <param name="Between">That of people's means over their wordings.</param>
/// <param name="Share">within^2 / (within^2 + between^2): how much of what differs between texts is their wording.</param>
/// <param name="Means">The mean latent of each wording.</param>
public sealed record WordingRobustness(char Trait, int People, double? Within, double? Between, double? Share, IReadOnlyDictionary<int, double> Means)
{
    /// <param name="latents">Of texts: whom they are about, in which wording, and what came out.</param>
    /// <returns>Null where nobody was described in two wordings.</returns>
    public static WordingRobustness? Of(char trait, IEnumerable<(string Person, int Wording, double Latent)> latents)
    {
        var people = latents.Where(l => l.Wording > 0).GroupBy(l => l.Person, StringComparer.Ordinal).Where(g => g.Select(l => l.Wording).Distinct().Count() > 1).ToList();
        if (people.Count == 0) return null;
        var freedom = people.Sum(g => g.Count() - 1);
        var within = Math.Sqrt(people.Sum(g => Moments.Variance([.. g.Select(l => l.Latent)]) * (g.Count() - 1)) / freedom);
        var between = Moments.Sd(people.Select(g => (double?)g.Average(l => l.Latent)));
        var means = people.SelectMany(g => g).GroupBy(l => l.Wording).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Average(l => l.Latent));
        var whole = (within * within) + (between * between);
        return new WordingRobustness(trait, people.Count, within, between, whole > 0 ? within * within / whole : null, means);
    }
}
