using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Corpora;

/// <summary>The trial corpus: speakers whose traits show in what they say and decide what they do.</summary>
public sealed record TrialConfig
{
    [Doc("The prompt file that holds the sentences.")]
    public string Text { get; init; } = "corpus/trial";

    [Doc("Speakers to learn from, one document each."), Range(1, 10_000_000), Unit("documents")]
    public int Speakers { get; init; } = 40_000;

    [Doc("Other speakers, for the validation loss."), Range(1, 1_000_000), Unit("documents")]
    public int ValidationSpeakers { get; init; } = 500;

    [Doc("Questions that each speaker answers."), Range(1, 100)]
    public int Questions { get; init; } = 3;

    [Doc("Share of the documents that begin with lines that name a trait."), Range(0, 1)]
    public double Named { get; init; } = 0.6;

    [Doc("Share of the questions that concern a trait which the speaker has shown."), Range(0, 1)]
    public double Asked { get; init; } = 0.8;

    [Doc("How often a speaker says or does what does not fit an active trait."), Range(0, 0.5)]
    public double Noise { get; init; } = 0.03;

    [Doc("How much predicting what a speaker says counts."), Range(0, 1000)]
    public double LineWeight { get; init; } = 0.2;

    [Doc("How much predicting a question counts."), Range(0, 1000)]
    public double QuestionWeight { get; init; } = 0.05;

    [Doc("How much predicting an answer counts."), Range(0, 1000)]
    public double AnswerWeight { get; init; } = 1;
}
