namespace PersonaSim.Engine.Studies.Town;

/// <summary>Everything the town knows about somebody, for inspectors; never for prompts.</summary>
/// <param name="Money">In cents.</param>
/// <param name="Goods">Name and count.</param>
/// <param name="Memories">Oldest first, as sentences with their tick.</param>
/// <param name="Ties">By the others' numbers.</param>
/// <param name="Opinions">Topic and stance, 1 to 5.</param>
public sealed record TownPerson(
    string Name, string Role, string Job, string Workplace, string Home, string Place, long Money, long Debt, int Energy, int HungryDays,
    IReadOnlyList<string> Goals, IReadOnlyList<(string Name, int Count)> Goods, string Plan, IReadOnlyList<string> News, string? Group,
    IReadOnlyList<(long Tick, string Text, float Importance)> Memories, IReadOnlyList<(string Other, double Strength, double Trust, int Meetings)> Ties, IReadOnlyList<(string Topic, int Stance)> Opinions);
