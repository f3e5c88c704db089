namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Something that somebody may try now; a value, because a town lists some twenty for each person and tick.</summary>
/// <param name="By">The family that does it.</param>
/// <param name="Action">The action's name in records.</param>
/// <param name="Class">What sort of behaviour it is, e.g. <c>explore</c> for a move to a place one has not seen; the same for everybody.</param>
/// <param name="Label">As the prompt offers it; unique among one's options.</param>
/// <param name="Target">A person, or -1.</param>
/// <param name="Extra">A place, a good, a rule or a breach, by the action.</param>
public readonly record struct Deed(IDeeds By, string Action, string Class, string Label, int Target = -1, int Extra = -1);
