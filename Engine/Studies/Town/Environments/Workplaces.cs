using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>The places that serve a purpose, and which of them somebody should try.</summary>
internal sealed class Workplaces
{
    // long enough to walk there, short enough not to wait for ever before one that is full
    public const int TicksPerTry = 16;

    private readonly List<string> _names;

    public Workplaces(string environment, string purpose, IReadOnlyList<EnvironmentPlace> places)
    {
        _names = [.. places.Where(p => p.Serves(purpose)).Select(p => p.Name)];
        if (_names.Count == 0) throw new InputException($"The task '{environment}' needs a place with the purpose '{purpose}', and none of the town's has it ({string.Join(", ", places.Select(p => p.Name))}). Give one that purpose, or choose another task.");
    }

    public string Listed => string.Join(" or ", _names.Select(n => $"the {n}"));

    public bool Has(string place) => _names.Contains(place);

    /// <summary>Neighbours in the list of people start at different places, and everybody tries another one after a while.</summary>
    public PlannedAction Go(int person, long tick) => Planned.Of("move", ("to", _names[(int)((person + (tick / TicksPerTry)) % _names.Count)]));
}
