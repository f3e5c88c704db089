namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>Where answers are kept, by the key of their ask.</summary>
public interface IAnswerStore
{
    RecordedAnswer? Find(AskKey key);

    /// <summary>Keeps an answer; the same record twice is kept once, another answer to the same key is refused.</summary>
    void Add(RecordedAnswer record);
}
