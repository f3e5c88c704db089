using System.Security.Cryptography;
using System.Text;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// Gives forms under doses, along the path that a run and `persim probe` go. Sheets that were given before come from the work file; the rest are
/// sorted into tables of directions, and each table gets a mind of its own.
/// </summary>
/// <param name="context">Whatever answers depend on besides the asks and the directions' numbers: model, settings.</param>
/// <param name="leastMass">As <see cref="Administration"/> has it.</param>
public sealed class CalibrationBench(DosedMinds minds, Respondents respondents, DoseScope scope, SheetFile file, string context, double leastMass, Action<int>? asked = null, CancellationToken cancellation = default)
{
    /// <summary>Directions that a steering table takes.</summary>
    public const int TableSize = 32;

    public DoseScope Scope => scope;

    /// <summary>The sheets of nobody in particular under doses, in the order of <paramref name="dosings"/>.</summary>
    public IReadOnlyList<AnswerSheet> Ask(TestForm form, IReadOnlyList<Dosing> dosings) =>
        Give(form, [.. dosings.Select(d => respondents.Dosed(d.Doses, scope))], dosings.SelectMany(d => d.Parts).Select(p => p.Direction));

    /// <summary>The sheets of people who are described in words and not dosed.</summary>
    public IReadOnlyList<AnswerSheet> Ask(TestForm form, IEnumerable<Respondent> people) => Give(form, [.. people], []);

    private AnswerSheet[] Give(TestForm form, IReadOnlyList<Respondent> people, IEnumerable<NamedDirection> directions)
    {
        var administration = new Administration(form, leastMass);
        var known = directions.DistinctBy(d => d.Name).ToDictionary(d => d.Name, StringComparer.Ordinal);
        var sheets = new AnswerSheet?[people.Count];
        var keys = people.Select(p => Key(administration, p)).ToArray();
        var missing = new List<int>();
        for (var i = 0; i < sheets.Length; i++)
        {
            sheets[i] = file.Find(keys[i]) is { } answers ? Of(form, people[i], answers) : null;
            if (sheets[i] is null) missing.Add(i);
            else asked?.Invoke(administration.AsksEach);
        }

        foreach (var (table, members) in Tables(people, missing))
        {
            using var mind = minds([.. table.Select(n => known[n])]);
            foreach (var (sheet, i) in administration.Give(mind, members.Select(m => people[m]), _ => asked?.Invoke(1), cancellation).Zip(members))
            {
                sheets[i] = sheet;
                file.Add(keys[i], [.. sheet.Responses.SelectMany(r => new[] { r.Forward, r.Reversed }).Select(a => new SheetAnswer(a.Probabilities, a.Mass, a.Reason))]);
            }
        }

        return [.. sheets.Select(s => s!)];
    }

    // as many respondents as there is room for their directions; whoever is dosed with the same ones comes into the same table
    private static IEnumerable<(SortedSet<string> Table, List<int> Members)> Tables(IReadOnlyList<Respondent> people, List<int> missing)
    {
        var (table, members) = (new SortedSet<string>(StringComparer.Ordinal), new List<int>());
        foreach (var i in missing.OrderBy(i => string.Join(' ', people[i].Doses.Select(d => d.Direction)), StringComparer.Ordinal).ThenBy(i => i))
        {
            var names = people[i].Doses.Select(d => d.Direction).ToList();
            if (table.Union(names).Count() > TableSize)
            {
                yield return (table, members);
                (table, members) = (new SortedSet<string>(StringComparer.Ordinal), []);
            }

            table.UnionWith(names);
            members.Add(i);
        }

        if (members.Count > 0) yield return (table, members);
    }

    private string Key(Administration administration, Respondent respondent)
    {
        var text = new StringBuilder(context).Append('\n').Append(leastMass);
        foreach (var ask in administration.Asks(respondent)) text.Append('\n').Append(ask.Key).Append(' ').Append(ask.Hash());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static AnswerSheet? Of(TestForm form, Respondent respondent, IReadOnlyList<SheetAnswer> answers)
    {
        if (answers.Count != 2 * form.Items.Count) return null;
        OrderedAnswer Answer(int at) => new(answers[at].P, answers[at].Mass, answers[at].Reason);
        return new AnswerSheet(form, respondent, [.. form.Items.Select((item, i) => new ItemResponse(item, Answer(2 * i), Answer((2 * i) + 1)))]);
    }
}
