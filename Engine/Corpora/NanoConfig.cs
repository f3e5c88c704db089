using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Corpora;

/// <summary>The corpus of persim-nano: the shipped studies played by their rules, and speakers whose personality shows in what they say.</summary>
public sealed record NanoConfig
{
    [Doc("The prompt file that names what is kept back.")]
    public string HeldOut { get; init; } = "corpus/held-out";

    [Doc("The prompt file of further sentences.")]
    public string Text { get; init; } = "corpus/trial";

    [Doc("The prompt file of phrases that sentences are put together from.")]
    public string Phrases { get; init; } = "corpus/phrases";

    [Doc("The prompt file of the words that fit each end of a trait.")]
    public string Words { get; init; } = "corpus/words";

    [Doc("Share of a speaker's statements, and of the sentences they rate, that are put together from phrases, once all sentences are in use."), Range(0, 1)]
    public double PhraseShare { get; init; } = 0.5;

    [Doc("Towns that are played for training, each with other people."), Range(1, 1_000_000)]
    public int Towns { get; init; } = 150;

    [Doc("What tells the personality of a town's people, one town after the other: their description (prompt), what they said before or a dose (steer), nothing (none).")]
    public IReadOnlyList<Arm> Arms { get; init; } = [Arm.Prompt, Arm.Steer, Arm.Prompt, Arm.None];

    [Doc("Documents taken of each town."), Range(1, 100_000), Unit("documents")]
    public int TownDocuments { get; init; } = 60;

    [Doc("Documents of the withheld study beside each town's, all of neutral people."), Range(0, 100_000), Unit("documents")]
    public int ReputationDocuments { get; init; } = 25;

    [Doc("Documents of speakers beside each town's."), Range(0, 1_000_000), Unit("documents")]
    public int SpeakerDocuments { get; init; } = 240;

    [Doc("Documents of each early lesson beside each town's: one strong trait in few sentences, then one thing more in each."), Range(0, 1_000_000), Unit("documents")]
    public int FirstDocuments { get; init; } = 400;

    [Doc("Statements of each pole of a trait that first ratings are made of."), Range(1, 1000)]
    public int FirstSentences { get; init; } = 8;

    [Doc("Documents beside each town's of speakers who show little and answer little: the same task, short enough to be learnt first."), Range(0, 1_000_000), Unit("documents")]
    public int ShortDocuments { get; init; } = 400;

    [Doc("The lessons, in the order of the recipe's lengths; behind them stand short speakers, then longer ones, then the studies.")]
    public IReadOnlyList<string> Lessons { get; init; } = ["new sentences", "judged deeds", "judged", "one key", "both keys", "phrases", "words", "denied", "items", "turned scales", "in words", "all sentences", "one order", "choices", "forms"];

    [Doc("Share of speakers, and of those people of the studies who are shown by earlier lines, whose personality is a dose of directions instead; the recipe's `doses` says which."), Range(0, 1)]
    public double DosedShare { get; init; }

    [Doc("Other towns, with their share of all kinds, for the validation loss."), Range(1, 10_000)]
    public int ValidationTowns { get; init; } = 4;

    [Doc("Questions that a speaker answers."), Range(1, 100)]
    public int Questions { get; init; } = 6;

    [Doc("Further questions behind a study's own."), Range(0, 100)]
    public int FurtherQuestions { get; init; } = 3;

    [Doc("Share of the questions that concern an active trait."), Range(0, 1)]
    public double Asked { get; init; } = 0.8;

    [Doc("How much predicting a question or a prompt's own part counts; what everybody shares counts nothing."), Range(0, 1000)]
    public double PromptWeight { get; init; } = 0.02;

    [Doc("How much predicting what a speaker shows of themselves counts."), Range(0, 1000)]
    public double LineWeight { get; init; } = 0.5;

    [Doc("How much predicting an answer counts, each of its tokens."), Range(0, 1000)]
    public double AnswerWeight { get; init; } = 1;

    [Doc("How much predicting an answer counts that is one number: a single token must not drown among sentences."), Range(0, 1000)]
    public double NumberWeight { get; init; } = 6;

    [Doc("The same for an answer that is one word, each of its tokens."), Range(0, 1000)]
    public double WordWeight { get; init; } = 3;

    [Doc("The same for those words of a study's answer by which a personality shows: which deed, and how a line is said; 0: as any other."), Range(0, 1000)]
    public double TellingWeight { get; init; }

    /// <summary>The weight of each token of an answer.</summary>
    public float WeightOf(string answer) => (float)(answer.Length == 1 ? NumberWeight : answer.Contains(' ', StringComparison.Ordinal) ? AnswerWeight : WordWeight);
}
