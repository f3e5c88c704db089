namespace PersonaSim.Engine.Measures.Probes;

/// <summary>What a study wants opinions about.</summary>
public interface IOpinionTopics
{
    /// <summary>A topic's short name, as it stands in the rows, and the sentence that is agreed with or not.</summary>
    IReadOnlyList<(string Topic, string Statement)> Topics { get; }
}
