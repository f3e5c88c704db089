namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>Short ways to write a step.</summary>
internal static class Planned
{
    public static PlannedAction Of(string action, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters) values[name] = value;
        return new PlannedAction(action, values);
    }
}
