using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Psychometrics.Rules;

/// <summary>How a rule fills in a form: by the graded response model with the personality it acts with.</summary>
internal static class RespondentRule
{
    public static ScoresValue Answer(TestForm form, Respondent respondent, Ask ask, bool neutral)
    {
        var item = form[ask.Key.Purpose];
        var level = neutral ? 0 : respondent.Acts[item.Trait];
        var probabilities = form.Points == 2 ? [1 - GradedResponse.High(Keyed(level, item)), GradedResponse.High(Keyed(level, item))] : GradedResponse.Five(Keyed(level, item));
        if (ask.Key.N == Administration.Reversed) Array.Reverse(probabilities);
        return new ScoresValue(probabilities, Mass: 1);
    }

    private static double Keyed(double level, TestItem item) => item.Plus ? level : -level;
}
