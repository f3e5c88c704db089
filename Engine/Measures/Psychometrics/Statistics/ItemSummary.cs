namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>One item over all respondents, not keyed.</summary>
/// <param name="Agreement">The mean expected point.</param>
/// <param name="OrderBias">The mean of what the forward order adds to agreement in the latent.</param>
/// <param name="LeastMass">The smallest mass of any order and respondent.</param>
public sealed record ItemSummary(string Item, char Trait, string Facet, bool Plus, string Text, int Answered, int Asked, double? Agreement, double? Latent, double? LatentSd, double? OrderBias, double? Mass, double? LeastMass)
{
    public static IReadOnlyList<ItemSummary> Of(IReadOnlyList<AnswerSheet> sheets)
    {
        var form = sheets[0].Form;
        return [.. form.Items.Select((item, i) =>
        {
            var responses = sheets.Select(s => s.Responses[i]).ToList();
            return new ItemSummary(
                item.Id,
                item.Trait,
                item.Facet,
                item.Plus,
                item.Text,
                responses.Count(r => r.Counts),
                responses.Count,
                form.Lowest + Moments.Mean(responses.Select(r => r.Place)),
                Moments.Mean(responses.Select(r => r.Latent)),
                Moments.Sd(responses.Select(r => r.Latent)),
                Moments.Mean(responses.Select(r => r.OrderBias)),
                Moments.Mean(responses.Select(r => r.Mass)),
                responses.SelectMany(r => new[] { r.Forward.Mass, r.Reversed.Mass }).Min());
        })];
    }
}
