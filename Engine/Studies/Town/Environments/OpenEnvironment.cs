namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>The free town: no common task, so nobody finishes anything.</summary>
public sealed class OpenEnvironment : ITownEnvironment
{
    public const string Id = "open";

    public string Name => Id;

    public IReadOnlyList<ActionKind> Actions => [];

    public string Rules => "";

    public string Situation(string who, string place) => "";

    public ActionOutcome Attempt(string who, string place, string action, IReadOnlyDictionary<string, string> parameters, long tick)
    {
        Planned.Check(this, action);
        throw new InvalidOperationException("The free town adds no actions.");
    }

    public PlannedAction? Suggest(string who, string place, long tick) => null;

    public bool IsFinished(string who) => false;

    public double Score(string who) => 0;

    public void Save(BinaryWriter writer)
    {
    }

    public void Load(BinaryReader reader)
    {
    }
}
