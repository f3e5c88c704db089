using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>A study with its people and its arm, made from a configuration: everything of a run but minds and store.</summary>
internal sealed record RunParts(BoundConfig Bound, Population People, Treatment Treatment, PromptLibrary Prompts, IStudy Study)
{
    private const double UsableRange = 2.5; // where no card says how far doses reach: 99 % of people lie within

    public RunConfig Config => Bound.As<RunConfig>();

    /// <param name="folder">The run's folder, whose texts and people are taken; null: those that a new run would take.</param>
    /// <param name="begins">A new run, which copies what it reads into its folder.</param>
    /// <param name="cards">What dose cards say to a new run; one that has begun keeps what they said to it.</param>
    public static RunParts Make(BoundConfig bound, RunFolder? folder = null, string? prompts = null, bool begins = false, IReadOnlyDictionary<string, string>? vectorHashes = null, IReadOnlyDictionary<string, double>? vectorSizes = null, DoseTable? cards = null)
    {
        var config = bound.As<RunConfig>();
        var rng = new Rng(config.Seed);
        var library = new PromptLibrary(prompts ?? Folders.Prompts, folder?.Prompts, keeps: begins);
        var persona = config.Persona;
        if (begins && folder is not null && persona.Table is not null && !File.Exists(folder.People)) File.Copy(persona.Table, folder.People);
        if (persona is { Table: not null, Traits.Count: > 0 }) throw new Native.InputException("persona.traits shifts people who are drawn, and persona.table brings its own: take one of them.");
        var people = persona.Table is { } table
            ? PeopleTable.Read(File.Exists(folder?.People) ? folder!.People : table, config.Population, persona.Directions.Keys)
            : Population.Balanced(config.Population, rng, persona.Mean, persona.Sd, persona.Correlations == Engine.Runs.Configuration.TraitCorrelations.Human, persona.Within == DoseRange.Usable ? UsableRange : double.PositiveInfinity, persona.Traits);
        if (persona.OtherArm is not null && people.People.Any(p => p.Arm is not null)) throw new InputException($"{persona.Table} gives people arms of their own, and persona.other_arm is set: take one of them.");
        if (persona.OtherArm is { } other) people = people.Mixed(other, persona.OtherShare, rng);
        if (folder is not null)
        {
            if (begins && cards is not null && !File.Exists(folder.Doses)) File.WriteAllText(folder.Doses, cards.Write());
            cards = File.Exists(folder.Doses) ? DoseTable.Read(folder.Doses) : null;
        }

        var settings = new PersonaSettings(persona.Arm)
        {
            Scope = persona.Scope,
            DosePerSd = persona.Dose,
            Cards = cards,
            Directions = persona.Directions,
            VectorHashes = vectorHashes ?? new SortedDictionary<string, string>(StringComparer.Ordinal),
            VectorSizes = vectorSizes ?? new SortedDictionary<string, double>(StringComparer.Ordinal),
            Schedule = [.. persona.Schedule.Select(s => (s.From, s.On, s.Factor))],
        };
        var treatment = new Treatment(people, settings, new PersonaText(library), rng);
        var kind = Studies.Find(config.Study);
        var study = kind.Make(InputFiles.Kept(bound, config.Study, folder, begins), new StudyContext(people.Names, rng, library, treatment));
        if (study is IProbeSubject subject)
        {
            var probes = config.Probes with { Sampled = config.Probes.Sampled || RunMinds.Listed(config).Any(m => m.Value.Kind == MindKind.Remote) };
            study = new ProbedStudy(study, ProbePhases.Of(probes, subject, people.Names, library, rng, treatment, study as IOpinionTopics));
        }

        return new RunParts(bound, people, treatment, library, study);
    }
}
