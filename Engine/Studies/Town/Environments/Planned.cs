namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>Steps, written shortly and checked.</summary>
internal static class Planned
{
    public static PlannedAction Of(string action, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters) values[name] = value;
        return new PlannedAction(action, values);
    }

    /// <summary>An action that the task does not have is a mistake of the caller, not of the actor.</summary>
    public static void Check(ITownEnvironment environment, string action)
    {
        if (!environment.Actions.Any(a => a.Name == action)) throw new ArgumentException($"The task '{environment.Name}' has no action '{action}'; it has {string.Join(", ", environment.Actions.Select(a => a.Name))}.", nameof(action));
    }
}
