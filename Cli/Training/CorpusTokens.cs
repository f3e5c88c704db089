using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Training;

namespace PersonaSim.Cli.Training;

/// <summary>A corpus as tokens: learns the tokenizer, cuts the documents, and compares a sample with what llama.cpp will do.</summary>
internal static class CorpusTokens
{
    public static BpeVocabulary Learn(ICorpus corpus, RecipeTokenizer recipe) =>
        BpeVocabulary.Train(corpus.Documents(CorpusSplit.Training).Take(recipe.Documents).SelectMany(d => d.Pieces).Where(p => !p.IsControl).Select(p => p.Text), recipe.Size);

    /// <summary>What tokens say by the sentences of which the corpus knows it; words stand there with and without a space, as they do in texts.</summary>
    public static TokenMeanings Meanings(ICorpus corpus, BpeVocabulary vocabulary)
    {
        var texts = corpus.Labelled.ToList();
        if (texts.Count == 0) throw new InputException("This corpus does not know what its sentences mean: leave schedule.meaning at 0.");
        return new TokenMeanings(vocabulary.Count, texts.Max(t => t.Label) + 1, texts.Select(t => ((IReadOnlyList<int>)[.. vocabulary.Encode(t.Text), .. vocabulary.Encode(" " + t.Text)], t.Label)));
    }

    /// <param name="raw">Dose of a direction for one standard deviation of its trait; 0: nobody may be dosed.</param>
    public static TokenDocuments Cut(IEnumerable<CorpusDocument> documents, BpeVocabulary vocabulary, double raw = 0, CancellationToken cancellation = default)
    {
        var pieces = new Dictionary<string, int[]>(StringComparer.Ordinal); // made sentences come again and again
        var cut = new TokenDocuments();
        var (tokens, weights, targets) = (new List<int>(), new List<float>(), new Dictionary<int, int>());
        var judged = new List<(int Place, float Weight)>();
        foreach (var document in documents)
        {
            cancellation.ThrowIfCancellationRequested();
            if (raw == 0 && document.Dosed is not null) throw new InputException("The corpus has dosed people, and the recipe does not say along which directions: name a folder of vectors under `doses`.");
            DocumentDoses? doses = null;
            tokens.Clear();
            weights.Clear();
            targets.Clear();
            foreach (var (at, piece) in document.Pieces.Index())
            {
                if (document.Dosed is { } dosed && at == dosed.FromPiece) doses = new DocumentDoses([.. Enumerable.Range(0, Traits.Letters.Length).Select(t => (float)(raw * dosed.Who[t]))], tokens.Count);
                if (!pieces.TryGetValue(piece.Text, out var known)) known = Remember(pieces, piece, vocabulary);
                foreach (var judgement in piece.Judged ?? [])
                {
                    var place = tokens.Count + vocabulary.TokensUpTo(piece.Text, judgement.End);
                    targets.Add(place, vocabulary.Encode(judgement.Answer).Single());
                    judged.Add((place, judgement.Weight));
                }

                tokens.AddRange(known);
                for (var i = 0; i < known.Length; i++) weights.Add(piece.Weight);
            }

            foreach (var (place, weight) in judged) weights[place] = weight;
            judged.Clear();
            cut.Add(tokens.ToArray(), weights.ToArray(), document.Lesson, targets, doses);
        }

        return cut;
    }

    /// <summary>Refuses a model whose tokenizer cuts a piece of these documents otherwise than it was cut for training.</summary>
    public static void RequireSame(IEnumerable<CorpusDocument> sample, BpeVocabulary ours, Vocabulary theirs)
    {
        foreach (var piece in sample.SelectMany(d => d.Pieces).Distinct())
        {
            var (trained, read) = (Encode(piece, ours), theirs.Tokenize(piece.Text.AsSpan(), special: piece.IsControl));
            if (!trained.SequenceEqual(read)) throw new NativeException($"llama.cpp cuts '{piece.Text}' into {string.Join(' ', read)}, the training cut it into {string.Join(' ', trained)}: the model would meet other tokens than it has learnt.");
        }
    }

    private static int[] Remember(Dictionary<string, int[]> pieces, CorpusPiece piece, BpeVocabulary vocabulary)
    {
        const int Most = 200_000; // texts that hardly come again must not fill the memory
        if (pieces.Count == Most) pieces.Clear();
        return pieces[piece.Text] = Encode(piece, vocabulary);
    }

    private static int[] Encode(CorpusPiece piece, BpeVocabulary vocabulary) => piece.IsControl ? [vocabulary.SpecialId(piece.Text)] : vocabulary.Encode(piece.Text);
}
