namespace PersonaSim.Cli.Wiring;

/// <summary>What a user wrote as 1,8,32.</summary>
internal sealed record NumberList(IReadOnlyList<int> Values)
{
    public override string ToString() => string.Join(',', Values);
}
