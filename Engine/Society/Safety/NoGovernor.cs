using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Society.Safety;

/// <summary>Publishes everything and holds nothing back.</summary>
public sealed class NoGovernor : IGovernor
{
    public string? Review(string who, string text, long tick, StepLog log) => text;

    public double FactorOf(string who) => 1;

    public void Advance(long tick, StepLog log)
    {
    }

    public void Save(BinaryWriter writer)
    {
    }

    public void Load(BinaryReader reader)
    {
    }
}
