using System.Reflection;
using System.Text.Json;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Cli.Live;

/// <summary>A field of a line.</summary>
internal sealed record LiveField(string Name, string Type, string Meaning);

/// <summary>A kind of line.</summary>
internal sealed record LiveKind(string Name, string Meaning, IReadOnlyList<LiveField> Fields);

/// <summary>
/// What the lines of <see cref="LiveJson"/> hold. Rows have the fields of their records, and the meanings of the columns in which exports keep
/// them; a test compares this with what runs print.
/// </summary>
internal static class LiveSchema
{
    private static readonly LiveField[] _step = [new("tick", "number", "From 0."), new("phase", "number", "Place of the phase in the study, from 0."), new("round", "number", "Round within the phase, from 0.")];

    // where a line calls something otherwise than the tables: from, to and group are words of SQL
    private static readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal) { ["from"] = "sender", ["to"] = "hearers", ["group"] = "group_name", ["what"] = "kind" };

    public static IReadOnlyList<LiveKind> Kinds { get; } =
    [
        new("answered", "A page of answers came back.", [.. _step, new("phase_name", "text", "The phase's name."), new("answered", "number", "Questions of this round that are answered so far.")]),
        new("doses", "Somebody was asked with doses.", [.. _step, new("who", "text", "Who was asked."), new("purpose", "text", "What for."), new("doses", "object", "By direction, what was given after a governor held some of it back.")]),
        Row<EventRow>("event", "Something happened.", "events"),
        Row<MessageRow>("message", "A line was said.", "messages"),
        Row<ActionRow>("action", "A deed, also one that could not be done.", "actions"),
        Row<SafetyRow>("safety", "The safety governor saw something.", "safety"),
        Row<ProbeRow>("probe", "A measured answer.", "probes"),
        Row<MeasureRow>("measure", "A number about the whole or a group.", "measures"),
        new("tick", "A tick is over.", [new("tick", "number", "From 0."), new("seconds", "number", "How long it took."), new("answers", "number", "Answers since the command began.")]),
        new("end", "The last line of a command that could begin.", [new("manifest", "object", "The run's manifest.json.")]),
        new("error", "The last line of a command that failed.", [new("error", "text", "What failed, and what to do.")]),
    ];

    private static LiveKind Row<T>(string kind, string meaning, string table)
    {
        var columns = ExportTables.All.Single(t => t.Name == table).Columns;
        var fields = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null).Select(property =>
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (name == "params") return new LiveField("data", "object", columns.Single(c => c.Name == name).Meaning);
            if (name == "kind") name = "what";
            var column = columns.Single(c => c.Name == _columns.GetValueOrDefault(name, name));
            return new LiveField(name, name == "data" ? "object" : Type(property.PropertyType), column.Meaning);
        });
        return new LiveKind(kind, meaning, [.. _step, .. fields]);
    }

    private static string Type(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? "text" : type == typeof(bool) ? "true or false" : "number";
    }
}
