using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Reputation.Personas;

/// <summary>Where a run's personas come from.</summary>
public static class PersonaSources
{
    /// <summary>
    /// One persona for each person. Those of a file go by name when the file has everybody's; otherwise in the file's order, and a file with too
    /// few is refused.
    /// </summary>
    public static IReadOnlyList<Persona> For(ReputationConfig config, IReadOnlyList<string> people)
    {
        if (config.Personas is not { Length: > 0 } path) return [.. people.Select((_, i) => BuiltInPersonas.At(i, config.Scenario))];
        var read = Directory.Exists(path) ? SeedFolder.Read(path) : PersonaFile.Read(path, config.Scenario);
        var byName = read.ToDictionary(p => p.Name, StringComparer.Ordinal);
        if (people.All(byName.ContainsKey)) return [.. people.Select(n => byName[n])];
        if (read.Count < people.Count) throw new InputException($"{path} has {read.Count} personas, and the run has {people.Count} people: lower 'population', or add personas.");
        return [.. read.Take(people.Count)];
    }
}
