namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Something on which people have opinions.</summary>
/// <param name="Claim">What one may agree or disagree with.</param>
public sealed record Topic(string Name, string Claim);
