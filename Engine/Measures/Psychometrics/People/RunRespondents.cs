using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Psychometrics.People;

/// <summary>The people of a run as they stand at a tick: with their memories, under the run's arm, as the run's own probes would ask them.</summary>
public static class RunRespondents
{
    /// <param name="steerable">Whether the mind takes doses; a rule does not.</param>
    public static IReadOnlyList<Respondent> Of(IStudy study, IProbeSubject subject, Treatment treatment, Population people, long tick, bool steerable) =>
        [.. people.People.Select(p => Of(p, study, subject, treatment, tick, steerable))];

    private static Respondent Of(Person person, IStudy study, IProbeSubject subject, Treatment treatment, long tick, bool steerable)
    {
        var blank = new Ask(new AskKey(tick, "instrument", 0, person.Name, "whoever"), subject.Blocks(person.Name, tick), new ScaleShape(1, 2)) { SharedBlocks = subject.SharedBlocks };
        var (ask, _) = treatment.Treat(new Question(blank), study.DoseFactor(person.Name), steerable);
        return new Respondent(person.Name, ask.Blocks)
        {
            SharedBlocks = ask.SharedBlocks,
            Doses = ask.Doses,
            Scope = ask.Scope,
            Person = person.Name,
            Meant = person.Traits,
            Acts = treatment.TraitsOf(person.Name, tick),
        };
    }
}
