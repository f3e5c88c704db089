namespace PersonaSim.Engine.Runs.Stores.Databases;

/// <summary>A table that rows are inserted into, and the order in which a writer gives its columns.</summary>
internal sealed record Table(string Name, params string[] Columns)
{
    public static Table Steps { get; } = new("steps", "tick", "phase", "round", "phase_name", "answers", "event_hash", "probe_hash");

    public static Table Answers { get; } = new("answers", "tick", "phase", "round", "who", "purpose", "n", "phase_name", "page", "seq", "mind", "source", "value", "raw", "refusal", "dropped", "prompt_tokens", "computed_tokens", "generated_tokens", "overrides", "thought_tokens", "ask_hash", "ask_parts");

    public static Table Doses { get; } = new("doses", "tick", "phase", "round", "who", "purpose", "n", "seq", "direction", "intended", "applied", "vector_hash", "relative_size");

    public static Table Blocks { get; } = new("blocks", "hash", "name", "role", "text", "optional");

    public static Table Events { get; } = OfStep("events", "kind", "who", "other", "place", "data");

    public static Table Messages { get; } = OfStep("messages", "sender", "hearers", "place", "encounter", "turn", "text", "fallback");

    public static Table Actions { get; } = OfStep("actions", "who", "action", "target", "place", "params", "done", "reason", "fallback");

    public static Table Probes { get; } = OfStep("probes", "instrument", "item", "trait", "who", "condition", "value", "mass", "data");

    public static Table Measures { get; } = OfStep("measures", "name", "group_name", "value");

    public static Table Edges { get; } = OfStep("edges", "kind", "source", "target", "weight");

    public static Table Safety { get; } = OfStep("safety", "who", "category", "severity", "policy", "factor_before", "factor_after", "text");

    public static Table Checkpoints { get; } = new("checkpoints", "tick", "state_version", "event_hash", "probe_hash", "size", "state_hash", "state");

    // n: the row's place within the table and the step
    private static Table OfStep(string name, params ReadOnlySpan<string> columns) => new(name, ["tick", "phase", "round", "n", .. columns]);
}
