namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>What was said in an encounter, as those present heard it; a line that was dropped is not there.</summary>
public readonly record struct Line(int Speaker, string Act, string Text);
