namespace PersonaSim.Engine.Agents.Memory;

/// <summary>How a stream keeps and recalls. Settings are the run's configuration and no part of a saved stream.</summary>
public sealed record MemorySettings
{
    public MemoryMode Mode { get; init; } = MemoryMode.Full;

    /// <summary>How many memories are kept; the least valuable unprotected one makes room.</summary>
    public int Capacity { get; init; } = 512;

    /// <summary>So many of the newest memories are never dropped; at least 1, at most the capacity.</summary>
    public int ProtectedRecent { get; init; } = 32;

    /// <summary>Recency halves in so many ticks.</summary>
    public double HalfLifeTicks { get; init; } = 20;

    /// <summary>Weights of the three terms, each of which lies in 0..1. Equal ones are the published choice (Park et al., "Generative Agents", 2023, 4.1).</summary>
    public float RecencyWeight { get; init; } = 1;

    public float ImportanceWeight { get; init; } = 1;

    public float RelevanceWeight { get; init; } = 1;

    /// <summary>Novelty compares a text with so many of the newest memories.</summary>
    public int NoveltyWindow { get; init; } = 50;

    /// <summary>A reflection is due when what happened since the last one adds up to this much importance.</summary>
    public double ReflectionThreshold { get; init; } = 8;

    public float ReflectionImportance { get; init; } = 0.9f;

    internal MemorySettings Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1, nameof(Capacity));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProtectedRecent, 1, nameof(ProtectedRecent));
        ArgumentOutOfRangeException.ThrowIfLessThan(NoveltyWindow, 1, nameof(NoveltyWindow));
        Require(HalfLifeTicks > 0 && double.IsFinite(HalfLifeTicks), nameof(HalfLifeTicks), HalfLifeTicks, "a finite number above 0");
        Require(ReflectionThreshold > 0, nameof(ReflectionThreshold), ReflectionThreshold, "above 0; infinity means never");
        Require(ReflectionImportance is >= 0 and <= 1, nameof(ReflectionImportance), ReflectionImportance, "from 0 to 1");
        foreach (var (name, weight) in new[] { (nameof(RecencyWeight), RecencyWeight), (nameof(ImportanceWeight), ImportanceWeight), (nameof(RelevanceWeight), RelevanceWeight) })
            Require(weight >= 0 && float.IsFinite(weight), name, weight, "finite and not negative");
        return this;
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {expected}.");
    }
}
