using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Recorded;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>An answer as a run keeps it: the print of its ask, who answered, and the doses it was asked with.</summary>
/// <param name="Page">Pages of a step are committed whole.</param>
public sealed record StoredAnswer(int Page, string Mind, RecordedAnswer Recorded, IReadOnlyList<StoredDose> Doses)
{
    public AskKey Key => Recorded.Answer.Key;
}

/// <summary>One direction's dose of one answer.</summary>
/// <param name="Applied">What was given, after a governor held some of it back.</param>
/// <param name="VectorHash">SHA-256 of the direction's file; empty where no vector was loaded.</param>
/// <param name="RelativeSize">|dose x vector| / |residual|, averaged over the layers; null where the model's residual size is not known.</param>
public sealed record StoredDose(string Direction, double Intended, double Applied, string VectorHash, double? RelativeSize);
