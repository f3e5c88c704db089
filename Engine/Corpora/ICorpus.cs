namespace PersonaSim.Engine.Corpora;

/// <summary>Documents that a model is trained on: a function of its settings and seed, the same at every call.</summary>
public interface ICorpus
{
    /// <summary>What it is, in a few words, for the model's card.</summary>
    string Description { get; }

    /// <summary>The hashes of the texts that it is made from, by name.</summary>
    IReadOnlyDictionary<string, string> Sources { get; }

    IEnumerable<CorpusDocument> Documents(CorpusSplit split);

    /// <summary>Training sentences of which is known what they mean: a model's embeddings may begin with what its tokens say. None where nothing is known.</summary>
    IEnumerable<LabelledText> Labelled => [];
}
