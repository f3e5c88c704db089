using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Probes;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

/// <summary>Forms, respondents and minds that the tests of this folder share.</summary>
internal static class Sheets
{
    public static TestForm Ipip { get; } = TestForm.Load(Parlours.Prompts, "ipip-50");

    public static TestForm Neo { get; } = TestForm.Load(Parlours.Prompts, "ipip-neo-120");

    public static TestForm Scenarios { get; } = TestForm.Load(Parlours.Prompts, TestForm.Scenarios);

    public static Respondents Respondents { get; } = new(Parlours.Prompts);

    /// <summary>How a mind sees an ask of a form.</summary>
    public static TestItem ItemOf(TestForm form, Ask ask) => form[ask.Key.Purpose];

    public static bool IsReversed(Ask ask) => ask.Key.N == Administration.Reversed;

    /// <summary>A mind that answers a form by agreement: probabilities from the least to the most, whatever the numbers are.</summary>
    public static StatedMind Agreeing(TestForm form, Func<TestItem, Ask, IEnumerable<double>> probabilities, double mass = 1) => new(ask =>
    {
        var p = probabilities(ItemOf(form, ask), ask).ToArray();
        if (IsReversed(ask)) Array.Reverse(p);
        return new ScoresValue(p, mass);
    });

    /// <summary>Everybody has the latents that the graded response model gives their personality, moved by something.</summary>
    public static StatedMind Graded(TestForm form, IReadOnlyList<Respondent> people, Func<TestItem, Ask, double>? bias = null) => Agreeing(form, (item, ask) =>
    {
        var trait = people.First(p => p.Id == ask.Key.Who).Meant!.Value[item.Trait];
        return GradedResponse.Five((item.Plus ? trait : -trait) + (bias?.Invoke(item, ask) ?? 0));
    });

    public static IReadOnlyList<AnswerSheet> Give(TestForm form, IMind mind, params IEnumerable<Respondent> respondents) => [.. new Administration(form).Give(mind, respondents)];

    public static IReadOnlyList<Respondent> People(int count, int wording = 1) =>
        [.. Population.Balanced(count, new Engine.Runs.Rng(5)).People.Select(p => Respondents.Described(p, wording))];
}
