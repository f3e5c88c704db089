using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>
/// People from a file: a line of names (<c>name,E,A,C,N,O</c>, and <c>arm</c> where people have different ones), then one line each, traits in
/// standard deviations; an empty arm is the run's.
/// </summary>
public static class PeopleTable
{
    private const string ArmColumn = "arm";
    private static readonly string[] _head = ["name", "E", "A", "C", "N", "O"];

    /// <summary>The first so many people of the file; fewer are refused.</summary>
    public static Population Read(string path, int count)
    {
        if (!File.Exists(path)) throw new InputException($"persona.table: {path} does not exist.");
        var people = new List<Person>();
        var number = 0;
        int[]? columns = null;
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
                continue;
            }

            if (cells.Length <= columns.Max()) throw new InputException($"{path}({number}): {cells.Length} cells, at least {columns.Max() + 1} are wanted: '{line}'.");
            for (var t = 0; t < values.Length; t++)
            {
                if (!double.TryParse(cells[columns[t + 1]], NumberStyles.Float, CultureInfo.InvariantCulture, out values[t]) || !double.IsFinite(values[t])) throw new InputException($"{path}({number}): the trait {_head[t + 1]} is '{cells[columns[t + 1]]}', a number of standard deviations is wanted.");
            }

            var name = cells[columns[0]];
            if (name.Length == 0) throw new InputException($"{path}({number}): the name is empty.");
            people.Add(new Person(name, Traits.Of(values)) { Arm = armColumn >= 0 && armColumn < cells.Length && cells[armColumn].Length > 0 ? ArmOf(cells[armColumn], path, number) : null });
            if (people.Count == count) break;
        }

        if (people.Count < count) throw new InputException($"{path} has {people.Count} people, and the run wants {count}: lower population, or add lines.");
        return new Population(people);
    }

    /// <summary>The arms that people of a file have of their own, before a run is made of it.</summary>
    public static IReadOnlyList<Arm> ArmsIn(string path, int count) => [.. Read(path, count).People.Select(p => p.Arm).OfType<Arm>().Distinct().Order()];

    private static Arm ArmOf(string word, string path, int line) => Enum.TryParse<Arm>(word, ignoreCase: true, out var arm) && word.All(char.IsAsciiLetter) ? arm : throw new InputException($"{path}({line}): there is no arm '{word}'; known are {string.Join(", ", Enum.GetNames<Arm>().Select(a => a.ToLowerInvariant()))}.");
}
