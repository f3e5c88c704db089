namespace PersonaSim.Engine.Minds;

/// <summary>
/// Answers pages of asks. A study never knows which mind answers; a mind holds no state that an answer could depend on. Answers come back in
/// the asks' order, one for each.
/// </summary>
public interface IMind : IDisposable
{
    /// <summary>What the manifest records: kind, model, settings.</summary>
    MindDescription Description { get; }

    /// <summary>Answers a page; <paramref name="answered"/> hears each answer as it is final, in any order.</summary>
    IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default);
}
