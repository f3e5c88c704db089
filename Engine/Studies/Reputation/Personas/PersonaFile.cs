using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Reputation.Personas;

/// <summary>
/// Personas from JSON: an object of names, or of scenarios (<c>investment</c>, <c>sign_up</c>, <c>pd_game</c>) with such objects. A persona is a
/// text, or an object with <c>persona</c>, and perhaps <c>learned</c> (a text, or an object by role) and <c>lean</c> (−1 to 1).
/// </summary>
public static class PersonaFile
{
    private static readonly JsonDocumentOptions _options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static IReadOnlyList<Persona> Read(string path, ReputationScenario scenario)
    {
        if (!File.Exists(path)) throw new InputException($"reputation.personas: {path} does not exist, neither as a file nor as a folder.");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllText(path), _options);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} is not JSON: {e.Message}");
        }

        using (document) return Personas(path, document.RootElement, scenario);
    }

    private static List<Persona> Personas(string path, JsonElement root, ReputationScenario scenario)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new InputException($"{path}: an object of names and personas is wanted, this is {Kind(root)}.");
        if (Keyed(root) is { Count: > 0 } scenarios)
        {
            var name = Name(scenario);
            if (!scenarios.TryGetValue(name, out root)) throw new InputException($"{path} has personas for {string.Join(", ", scenarios.Keys)} and none for {name}.");
            if (root.ValueKind != JsonValueKind.Object) throw new InputException($"{path}: under {name} an object of names and personas is wanted, this is {Kind(root)}.");
        }

        var people = new List<Persona>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name.Trim().Length == 0) throw new InputException($"{path}: a persona has no name.");
            if (!names.Add(property.Name)) throw new InputException($"{path} has two personas called {property.Name}; every name must be its own.");
            people.Add(One(path, property.Name, property.Value));
        }

        return people.Count > 0 ? people : throw new InputException($"{path} has no personas.");
    }

    private static Persona One(string path, string name, JsonElement value)
    {
        var learned = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (value.ValueKind == JsonValueKind.String) return new Persona(name, value.GetString()!, 0, learned);
        if (value.ValueKind != JsonValueKind.Object) throw new InputException($"{path}: {name} is {Kind(value)}; a persona is a text, or an object with 'persona'.");
        if (!value.TryGetProperty("persona", out var text) || text.ValueKind != JsonValueKind.String || text.GetString()!.Trim().Length == 0) throw new InputException($"{path}: {name} has no 'persona', the text that says who they are.");
        var lean = 0.0;
        if (value.TryGetProperty("lean", out var given) && (given.ValueKind != JsonValueKind.Number || (lean = given.GetDouble()) is < -1 or > 1)) throw new InputException($"{path}: the lean of {name} is {given}; it lies between -1 and 1.");
        if (value.TryGetProperty("learned", out var known)) Learn(path, name, known, learned);
        return new Persona(name, text.GetString()!, lean, learned);
    }

    internal static void Learn(string path, string name, JsonElement known, SortedDictionary<string, string> learned)
    {
        switch (known.ValueKind)
        {
            case JsonValueKind.Null: return;
            case JsonValueKind.String:
                learned["all"] = known.GetString()!;
                return;
            case JsonValueKind.Object when known.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String):
                foreach (var property in known.EnumerateObject()) learned[property.Name] = property.Value.GetString()!;
                return;
            default: throw new InputException($"{path}: 'learned' of {name} is a text, or an object of texts by role (investor, trustee, resident, player).");
        }
    }

    // the scenarios of a file that has them; a file whose keys are all names has none
    private static SortedDictionary<string, JsonElement> Keyed(JsonElement root)
    {
        var found = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (ScenarioNames.Find(property.Name) is not { } scenario) return [];
            found[Name(scenario)] = property.Value;
        }

        return found;
    }

    private static string Name(ReputationScenario scenario) => ScenarioNames.Of(scenario);

    private static string Kind(JsonElement value) => value.ValueKind switch { JsonValueKind.Array => "a list", JsonValueKind.Object => "an object", JsonValueKind.String => "a text", JsonValueKind.Number => "a number", _ => "something else" };
}
