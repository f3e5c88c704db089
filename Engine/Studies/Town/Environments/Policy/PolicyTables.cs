using System.Globalization;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Environments.Policy;

/// <summary>Draws sheets from the tables of <c>environments/policy-sheets</c>.</summary>
internal sealed class PolicyTables
{
    public const string File = "environments/policy-sheets";

    private readonly PromptSections _tables;
    private readonly List<(string Name, FieldKind Kind, string Arguments)> _rows;
    private readonly IReadOnlyList<string> _people;
    private readonly IReadOnlyList<string> _places;

    public PolicyTables(PromptLibrary prompts, IReadOnlyList<string> people, IReadOnlyList<string> places)
    {
        (_people, _places) = (people, places);
        _tables = PromptSections.Read(prompts, File);
        _rows = [.. _tables.Rows("fields", 3).Select(r => (r[0], Kind(r[1]), r[2]))];
        if (!_rows.Exists(r => r.Kind != FieldKind.After)) throw _tables.Refuse("has only fields that depend on others");
        Plans = _tables.Lines("plans");
    }

    public IReadOnlyList<string> Plans { get; }

    /// <summary>So many fields, all different; where the table has fewer, a sheet has several parts.</summary>
    public List<PolicyField> Draw(int count, CounterRng stream)
    {
        var fields = new List<PolicyField>(count);
        for (var part = 1; fields.Count < count; part++)
        {
            var suffix = part == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" of part {part}");
            var chosen = stream.Shuffled(_rows);
            // what depends on another field comes behind it
            foreach (var row in chosen.Where(r => r.Kind != FieldKind.After).Concat(chosen.Where(r => r.Kind == FieldKind.After)))
            {
                if (fields.Count < count && Field(row.Name + suffix, row.Kind, row.Arguments, suffix, fields, ref stream) is { } field) fields.Add(field);
            }
        }

        return fields;
    }

    private PolicyField? Field(string name, FieldKind kind, string arguments, string suffix, List<PolicyField> before, ref CounterRng stream)
    {
        switch (kind)
        {
            case FieldKind.Between:
                var (range, width) = Two(name, arguments, ',');
                var low = Drawn(name, range, ref stream);
                return Make(name, kind, low, low + Whole(name, width), []);
            case FieldKind.AtMost:
                return Make(name, kind, 1, Drawn(name, arguments, ref stream), []);
            case FieldKind.Multiple:
                var (divisors, most) = Two(name, arguments, ';');
                var list = List(divisors);
                return Make(name, kind, Whole(name, list[stream.NextInt(list.Length)]), Whole(name, most), []);
            case FieldKind.OneOf:
                var (all, of) = Two(name, arguments, ';');
                return Make(name, kind, 0, 0, [.. stream.Shuffled(List(all)).Take(Whole(name, of))]);
            case FieldKind.Words:
                var words = List(arguments);
                return Make(name, kind, 0, 0, [words[stream.NextInt(words.Length)]]);
            case FieldKind.After:
                var (otherName, distance) = Two(name, arguments, ',');
                var other = before.FindIndex(f => f.Name == otherName + suffix);
                return other < 0 ? null : new PolicyField(name, kind, Drawn(name, distance, ref stream), 0, [], other, otherName + suffix);
            default:
                return Make(name, kind, 0, 0, kind switch { FieldKind.Person => _people, FieldKind.Place => _places, _ => ["yes", "no"] });
        }
    }

    private PolicyField Make(string name, FieldKind kind, int low, int high, IReadOnlyList<string> options)
    {
        var wrong = kind switch
        {
            FieldKind.Between or FieldKind.AtMost => high < low,
            FieldKind.Multiple => low < 1 || high < low,
            FieldKind.OneOf => options.Count == 0,
            _ => false,
        };
        return wrong ? throw _tables.Refuse($"has arguments for '{name}' that no value can satisfy") : new PolicyField(name, kind, low, high, options, -1, "");
    }

    private static FieldKind Kind(string given) =>
        Enum.TryParse<FieldKind>(given, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : throw Nearest.Unknown($"kind of field in the prompt '{File}'", given, [.. Enum.GetNames<FieldKind>().Select(n => n.ToLowerInvariant())]);

    private int Drawn(string name, string range, ref CounterRng stream)
    {
        var (low, high) = Two(name, range, '-');
        var (from, to) = (Whole(name, low), Whole(name, high));
        return from <= to ? from + stream.NextInt(to - from + 1) : throw _tables.Refuse($"has the range '{range}' for '{name}', whose first number is the larger one");
    }

    private (string First, string Second) Two(string name, string text, char by)
    {
        var parts = text.Split(by, StringSplitOptions.TrimEntries);
        return parts.Length == 2 ? (parts[0], parts[1]) : throw _tables.Refuse($"has the arguments '{text}' for '{name}': expected two, parted by '{by}'");
    }

    private int Whole(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw _tables.Refuse($"has '{text}' for '{name}' where a whole number belongs");

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
