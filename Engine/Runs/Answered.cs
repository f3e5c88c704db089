using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs;

/// <summary>What was asked, as it was sent, and what was answered.</summary>
public readonly record struct Answered(Ask Ask, Answer Answer);
