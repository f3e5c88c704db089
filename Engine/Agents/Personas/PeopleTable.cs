using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>
/// People from a file: a line of names (<c>name,E,A,C,N,O</c>, and <c>arm</c> where people have different ones), then one line each, traits in
/// standard deviations; an empty arm is the run's. A column <c>dose:NAME</c> holds raw doses of a named direction; where its cell is empty,
/// everybody's dose holds.
/// </summary>
public static class PeopleTable
{
    private const string ArmColumn = "arm";
    private const string DosePrefix = "dose:";
    private const double LargestDose = 10_000; // as in the configuration
    private static readonly string[] _head = ["name", "E", "A", "C", "N", "O"];

    /// <summary>The first so many people of the file; fewer are refused.</summary>
    /// <param name="directions">The named directions that a column may dose.</param>
    public static Population Read(string path, int count, IEnumerable<string>? directions = null)
    {
        if (!File.Exists(path)) throw new InputException($"persona.table: {path} does not exist.");
        var people = new List<Person>();
        var number = 0;
        int[]? columns = null;
        var doses = new List<(string Name, int Column)>();
        var armColumn = -1;
        Span<double> values = stackalloc double[Traits.Letters.Length];
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (columns is null)
            {
                columns = [.. _head.Select(h => Array.IndexOf(cells, h))];
                armColumn = Array.IndexOf(cells, ArmColumn);
                if (Array.IndexOf(columns, -1) is >= 0 and var missing) throw new InputException($"{path}({number}): the first line names the columns {string.Join(", ", _head)}, and '{_head[missing]}' is not among '{line}'.");
                doses = Doses($"{path}({number})", cells, [.. directions ?? []]);
                continue;
            }

            var last = columns.Concat(doses.Select(d => d.Column)).Max();
            if (cells.Length <= last) throw new InputException($"{path}({number}): {cells.Length} cells, at least {last + 1} are wanted: '{line}'.");
            for (var t = 0; t < values.Length; t++)
            {
                if (!double.TryParse(cells[columns[t + 1]], NumberStyles.Float, CultureInfo.InvariantCulture, out values[t]) || !double.IsFinite(values[t])) throw new InputException($"{path}({number}): the trait {_head[t + 1]} is '{cells[columns[t + 1]]}', a number of standard deviations is wanted.");
            }

            var name = cells[columns[0]];
            if (name.Length == 0) throw new InputException($"{path}({number}): the name is empty.");
            people.Add(new Person(name, Traits.Of(values))
            {
                Arm = armColumn >= 0 && armColumn < cells.Length && cells[armColumn].Length > 0 ? ArmOf(cells[armColumn], path, number) : null,
                Doses = doses.Count == 0 ? Person.NoDoses : Own($"{path}({number})", cells, doses),
            });
            if (people.Count == count) break;
        }

        if (people.Count < count) throw new InputException($"{path} has {people.Count} people, and the run wants {count}: lower population, or add lines.");
        return new Population(people);
    }

    private static List<(string Name, int Column)> Doses(string where, string[] head, IReadOnlyList<string> known)
    {
        var doses = new List<(string Name, int Column)>();
        for (var i = 0; i < head.Length; i++)
        {
            if (!head[i].StartsWith(DosePrefix, StringComparison.Ordinal)) continue;
            var name = head[i][DosePrefix.Length..];
            if (!known.Contains(name)) throw new InputException($"{where}: the column {head[i]} doses no direction of persona.directions ({(known.Count == 0 ? "which is empty" : "which has " + string.Join(", ", known))}): add it there, with the dose of those whose cell is empty.");
            if (doses.Exists(d => d.Name == name)) throw new InputException($"{where}: the column {head[i]} stands twice.");
            doses.Add((name, i));
        }

        return doses;
    }

    private static SortedDictionary<string, double> Own(string where, string[] cells, List<(string Name, int Column)> columns)
    {
        var doses = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, column) in columns.Where(c => cells[c.Column].Length > 0))
        {
            if (!double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var dose) || !(Math.Abs(dose) <= LargestDose)) throw new InputException($"{where}: {DosePrefix}{name} is '{cells[column]}'; a number from {-LargestDose} to {LargestDose} is wanted, or nothing.");
            doses[name] = dose;
        }

        return doses;
    }

    /// <summary>The arms that people of a file have of their own, before a run is made of it.</summary>
    public static IReadOnlyList<Arm> ArmsIn(string path, int count, IEnumerable<string>? directions = null) => [.. Read(path, count, directions).People.Select(p => p.Arm).OfType<Arm>().Distinct().Order()];

    private static Arm ArmOf(string word, string path, int line) => Enum.TryParse<Arm>(word, ignoreCase: true, out var arm) && word.All(char.IsAsciiLetter) ? arm : throw new InputException($"{path}({line}): there is no arm '{word}'; known are {string.Join(", ", Enum.GetNames<Arm>().Select(a => a.ToLowerInvariant()))}.");
}
