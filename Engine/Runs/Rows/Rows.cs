namespace PersonaSim.Engine.Runs.Rows;

/// <summary>Something that happened and has no table of its own.</summary>
/// <param name="Data">A JSON object.</param>
public sealed record EventRow(string Kind, string Who, string? Other, string? Place, string Data);

/// <summary>What somebody did, or could not do.</summary>
/// <param name="Params">A JSON object.</param>
/// <param name="Reason">Why it was refused, as the agent will see it; empty when it worked.</param>
/// <param name="Fallback">The rule decided with a neutral persona, because the model's answer was refused.</param>
public sealed record ActionRow(string Who, string Action, string? Target, string? Place, string Params, bool Done, string Reason, bool Fallback);

/// <summary>A line that was said.</summary>
/// <param name="Encounter">The conversation, unique within the tick.</param>
/// <param name="To">Who heard it, as a JSON array.</param>
public sealed record MessageRow(string From, string To, string? Place, int Encounter, int Turn, string Text, bool Fallback);

/// <summary>One measured answer.</summary>
/// <param name="Condition">dosed, undosed or observer.</param>
/// <param name="Value">In the instrument's own units.</param>
/// <param name="Mass">How much of the model's probability lay on the options at all; null where nothing was scored.</param>
/// <param name="Data">A JSON object, e.g. the probability of each option.</param>
public sealed record ProbeRow(string Instrument, string Item, string? Trait, string Who, string Condition, double? Value, double? Mass, string Data);

/// <summary>A number about the whole or about a group.</summary>
public sealed record MeasureRow(string Name, string Group, double Value);

/// <summary>A tie at a moment.</summary>
public sealed record EdgeRow(string Kind, string From, string To, double Weight);

/// <summary>What the safety governor saw and did.</summary>
public sealed record SafetyRow(string Who, string Category, string Severity, string Policy, double FactorBefore, double FactorAfter, string Text);
