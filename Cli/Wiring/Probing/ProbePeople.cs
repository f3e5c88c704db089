using System.CommandLine;
using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>Whom a command line asks to be given an instrument.</summary>
/// <param name="ReferenceSha256">Of the table of reference people, where they are asked; else null.</param>
internal sealed record ProbePeople(IReadOnlyList<Respondent> Asked, string? ReferenceSha256)
{
    public const string Reference = "reference";

    private const int MostPeople = 20_000;

    /// <summary>The names of the directions that are dosed.</summary>
    public IReadOnlyList<string> Directions => [.. Asked.SelectMany(r => r.Doses).Where(d => d.Dose != 0).Select(d => d.Direction).Distinct(StringComparer.Ordinal)];

    public static ProbePeople Of(ParseResult parsed, PromptLibrary prompts)
    {
        var make = new Respondents(prompts);
        var scope = parsed.GetValue(ProbeOptions.Scope);
        var wordings = NumberRange.Parse("--wording", parsed.GetRequiredValue(ProbeOptions.Wording), 1, PersonaText.Wordings);
        IReadOnlyList<IReadOnlyList<DirectionDose>> doses = [.. parsed.GetRequiredValue(ProbeOptions.Dose).Select(TraitList.Doses)];
        var personas = parsed.GetRequiredValue(ProbeOptions.Persona).Select(p => new Person(Respondents.AnyName, TraitList.Persona(p))).ToList();
        var (level, people) = (parsed.GetValue(ProbeOptions.Level), parsed.GetValue(ProbeOptions.People));
        if (new[] { personas.Count > 0, level is not null, people is not null }.Count(given => given) > 1) throw new InputException("--persona, --level and --people each say who is asked: give one of them.");
        if (level is not null && doses.Count > 0) throw new InputException("--level shows what texts achieve by themselves; leave --dose out, or describe somebody with --persona.");
        var asked = new List<Respondent>();
        string? reference = null;
        if (level is not null)
        {
            asked.AddRange(make.Series([.. NumberRange.Parse("--level", level, 1, (2 * PersonaText.Highest) + 1).Select(l => l - Respondents.MiddleLevel)], wordings));
        }
        else if (people is not null || personas.Count > 0)
        {
            if (people is not null) (personas, reference) = Table(people, parsed.GetValue(ProbeOptions.Seed), prompts);
            if (doses.Count == 0) doses = [[]];
            foreach (var wording in wordings)
            {
                foreach (var dose in doses) asked.AddRange(personas.Select(p => make.Described(p, wording, dose, scope)));
            }

            // described ones of one name are told apart by what they are
            if (people is null) asked = [.. asked.Select(r => r with { Id = Words(r.Meant!.Value) + r.Id[r.Id.IndexOf('/', StringComparison.Ordinal)..], Person = Words(r.Meant!.Value) })];
        }
        else
        {
            asked.AddRange(doses.Count == 0 ? [make.Baseline(scope)] : doses.Select(d => make.Dosed(d, scope)));
        }

        if (asked.GroupBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"{twice.Key} is asked for twice: leave one of them out.");
        return new ProbePeople(asked, reference);
    }

    private static (List<Person> People, string? Sha256) Table(string given, ulong seed, PromptLibrary prompts)
    {
        if (given == Reference)
        {
            var (table, sha256) = ReferencePeople.Load(prompts);
            return ([.. table.People], sha256);
        }

        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            if (count is < 2 or > MostPeople) throw new InputException($"--people {count}: expected 2 to {MostPeople} people, a file, or `{Reference}`.");
            return ([.. Population.Balanced(count, new Rng(seed)).People], null);
        }

        if (!File.Exists(given)) throw new InputException($"--people {given}: there is no such file; give a CSV file (name,E,A,C,N,O), a number of people, or `{Reference}`.");
        return ([.. PeopleTable.Read(given, Lines(given)).People], null);
    }

    private static int Lines(string path) => Math.Max(1, File.ReadLines(path).Count(l => l.Length > 0 && l[0] != '#') - 1);

    private static string Words(Traits traits) =>
        string.Join(' ', Traits.Letters.Where(t => traits[t] != 0).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t}{traits[t]:+0.##;-0.##}"))) is { Length: > 0 } words ? words : "middle";
}
