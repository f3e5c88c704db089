using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Reputation.Personas;

/// <summary>
/// Personas from a published seed or run: <c>step_k/reverie/meta.json</c> names the people, <c>step_k/personas/NAME/memory/scratch.json</c> holds
/// what each has learned. Of a folder with steps the first is read; a step's own folder can be given too.
/// </summary>
public static class SeedFolder
{
    public static IReadOnlyList<Persona> Read(string path)
    {
        var step = Directory.Exists(Path.Combine(path, "step_0")) ? Path.Combine(path, "step_0") : path;
        var folder = Path.Combine(step, "personas");
        if (!Directory.Exists(folder)) throw new InputException($"{path} is no published seed: it has no folder 'personas', neither itself nor under step_0.");
        var people = new List<Persona>();
        foreach (var name in Names(step, folder))
        {
            var file = Path.Combine(folder, name, "memory", "scratch.json");
            if (!File.Exists(file)) throw new InputException($"{path} names {name}, and {file} does not exist.");
            people.Add(One(file, name));
        }

        return people.Count > 0 ? people : throw new InputException($"{path} has no personas.");
    }

    private static List<string> Names(string step, string folder)
    {
        var meta = Path.Combine(step, "reverie", "meta.json");
        if (!File.Exists(meta)) return [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
        using var document = Parse(meta);
        if (!document.RootElement.TryGetProperty("persona_names", out var names) || names.ValueKind != JsonValueKind.Array) throw new InputException($"{meta} has no list 'persona_names'.");
        var all = names.EnumerateArray().Select(n => n.GetString() ?? "").ToList();
        if (all.Distinct(StringComparer.Ordinal).Count() != all.Count) throw new InputException($"{meta} names somebody twice; every name must be its own.");
        return all;
    }

    private static Persona One(string file, string name)
    {
        using var document = Parse(file);
        var learned = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!document.RootElement.TryGetProperty("learned", out var known)) throw new InputException($"{file} has no 'learned'.");
        PersonaFile.Learn(file, name, known, learned);
        // the published text about the person stands in 'learned' itself, so there is no second one
        return new Persona(name, document.RootElement.TryGetProperty("innate", out var innate) && innate.ValueKind == JsonValueKind.String ? innate.GetString()! : "", 0, learned);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} is not JSON: {e.Message}");
        }
    }
}
