using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Measures.Psychometrics.Scores;

namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>What the levels of a persona text achieve in their own trait, the others staying in the middle.</summary>
/// <param name="Points">By level, 1 to 7.</param>
/// <param name="RisesFrom">The lowest level of the rising branch around the middle.</param>
/// <param name="RisesTo">The highest one; where both are the same, nothing rises.</param>
public sealed record LevelCurve(char Trait, int Wording, IReadOnlyList<LevelPoint> Points, int RisesFrom, int RisesTo)
{
    /// <summary>A curve for each trait and wording that a series was asked in; its settings are levels from -3 to 3.</summary>
    public static SortedDictionary<(char Trait, int Wording), AchievedCurve> CurvesOf(IReadOnlyList<AnswerSheet> sheets)
    {
        var curves = new SortedDictionary<(char, int), AchievedCurve>();
        var series = sheets.Where(s => s.Respondent.Varied is not null).Select(s => (s.Respondent, Varied: s.Respondent.Varied!.Value, Domains: RespondentScores.DomainsOf(s))).ToList();
        foreach (var wording in series.GroupBy(s => s.Respondent.Wording))
        {
            foreach (var trait in wording.SelectMany(s => s.Domains.Select(d => d.Trait)).Distinct())
            {
                // the middle was asked once and is every trait's
                var points = wording.Where(s => s.Varied.Trait == trait || s.Varied.Level == 0).Select(s => (s.Varied.Level, Scale: s.Domains.First(d => d.Trait == trait)));
                var known = points.Where(p => p.Scale.Latent.Value is not null).Select(p => new AchievedPoint(p.Level, p.Scale.Latent.Value!.Value, p.Scale.Score.Value)).ToList();
                if (known.Count > 0) curves.Add((trait, wording.Key), new AchievedCurve(known));
            }
        }

        return curves;
    }

    public static IReadOnlyList<LevelCurve> Of(IReadOnlyList<AnswerSheet> sheets) =>
        [.. CurvesOf(sheets).Select(c => new LevelCurve(c.Key.Trait, c.Key.Wording, [.. c.Value.Points.Select(p => new LevelPoint(Shown(p), p.Latent, p.Score))], Shown(c.Value.Monotone[0]), Shown(c.Value.Monotone[^1])))];

    private static int Shown(AchievedPoint point) => (int)point.Setting + Respondents.MiddleLevel;
}
