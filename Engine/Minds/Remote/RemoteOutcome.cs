namespace PersonaSim.Engine.Minds.Remote;

/// <summary>How the conversation about one ask ended: a value, or a refusal's reason (short, for counting) and explanation.</summary>
/// <param name="EndpointFailed">No answer came at all, rather than one that cannot be used.</param>
internal sealed record RemoteOutcome(AnswerValue? Value, string Raw, AnswerUsage Usage, string Reason = "", string Why = "", bool EndpointFailed = false)
{
    /// <summary>Optional blocks that were left out.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}
