namespace PersonaSim.Engine.Runs;

/// <summary>Where a run is: a round of a phase (by its place in the study) of a tick.</summary>
public readonly record struct StepId(long Tick, int Phase, int Round) : IComparable<StepId>
{
    public int CompareTo(StepId other) => (Tick, Phase, Round).CompareTo((other.Tick, other.Phase, other.Round));

    public static bool operator <(StepId left, StepId right) => left.CompareTo(right) < 0;

    public static bool operator >(StepId left, StepId right) => left.CompareTo(right) > 0;

    public static bool operator <=(StepId left, StepId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StepId left, StepId right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Tick}/{Phase}/{Round}";
}
