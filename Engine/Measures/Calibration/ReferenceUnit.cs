using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>The latent of one trait unit on some items: the spread of the reference people, who are described in words.</summary>
/// <param name="Sd">Null where fewer than two were measured or they do not differ.</param>
/// <param name="Steepness">Correlation of what was meant with what came out.</param>
public sealed record ReferenceUnit(double? Sd, double? Steepness, int People)
{
    private const double Deviations = 2.33; // of a correlation of 0, one-sided 1 %

    /// <summary>Whether the spread is one of the trait: people who were meant higher came out higher, beyond chance.</summary>
    public bool IsOfTheTrait => Sd is > 0 && Steepness is { } r && r > Deviations / Math.Sqrt(People);

    /// <param name="sheets">Of the reference people, on a form that holds the items of <paramref name="part"/>.</param>
    public static ReferenceUnit Of(IReadOnlyList<AnswerSheet> sheets, char trait, TestForm part)
    {
        var people = sheets.Select(s => (Meant: s.Respondent.Meant!.Value[trait], RespondentScores.DomainsOf(s.Only(part)).FirstOrDefault(d => d.Trait == trait)?.Latent.Value)).Where(p => p.Value is not null).ToList();
        if (people.Count < 2) return new ReferenceUnit(null, null, people.Count);
        var latents = people.Select(p => p.Value!.Value).ToList();
        return new ReferenceUnit(Math.Sqrt(Moments.Variance(latents)) is > 0 and var sd ? sd : null, Moments.Correlation([.. people.Select(p => p.Meant)], latents), people.Count);
    }
}
