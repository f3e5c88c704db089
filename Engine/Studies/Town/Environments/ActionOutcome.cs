namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>What came of an action: done, or refused with a reason that the actor is told.</summary>
/// <param name="Reason">Why it was refused, in words to the actor; empty when it was done.</param>
/// <param name="Seen">What those present notice, without the actor's name, e.g. <c>filed a report</c>; null: nothing to see.</param>
/// <param name="Told">What only the actor learns, e.g. the fact that was found.</param>
public sealed record ActionOutcome(bool Done, string Reason, string? Seen = null, string? Told = null)
{
    public static ActionOutcome Refused(string reason) => new(false, reason);
}
