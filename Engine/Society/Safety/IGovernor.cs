using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Society.Safety;

/// <summary>Reads what is about to be published and may hold back the dose of whoever said it. Its state is part of the study's.</summary>
public interface IGovernor
{
    /// <summary>The text to publish, as it is or redacted; null: it is dropped. What it saw and did goes to <paramref name="log"/>.</summary>
    string? Review(string who, string text, long tick, StepLog log);

    /// <summary>How much of its intended dose somebody gets now, 0 to 1.</summary>
    double FactorOf(string who);

    /// <summary>A tick ended: what was held back recovers. Called once a tick, after everything else.</summary>
    void Advance(long tick, StepLog log);

    void Save(BinaryWriter writer);

    void Load(BinaryReader reader);
}
