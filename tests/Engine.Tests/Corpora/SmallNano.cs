using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Corpora;

/// <summary>A small corpus of persim-nano, cut once for all tests that look at it.</summary>
internal static class SmallNano
{
    public static readonly NanoConfig Config = new() { Towns = 4, TownDocuments = 20, ReputationDocuments = 10, SpeakerDocuments = 80, FirstDocuments = 40, ValidationTowns = 2 };
    public static readonly PromptLibrary Prompts = new(Path.Combine(Repository.Root, "prompts"));
    public static readonly SpeakerTexts Texts = new(Prompts, Config);
    private static readonly Lazy<List<CorpusDocument>> _training = new(() => [.. Corpus(1).Documents(CorpusSplit.Training)]);
    private static readonly Lazy<List<CorpusDocument>> _validation = new(() => [.. Corpus(1).Documents(CorpusSplit.Validation)]);
    private static readonly Lazy<List<RecordedAsk>> _described = new(() => new StudyRuns(Prompts, Texts.Held, new Rng(5)).Town(3, Arm.Prompt, out _));
    private static readonly Lazy<List<RecordedAsk>> _reputation = new(() => new StudyRuns(Prompts, Texts.Held, new Rng(5)).Reputation(0));

    public static List<CorpusDocument> Training => _training.Value;

    public static List<CorpusDocument> Validation => _validation.Value;

    /// <summary>Lessons that are numbered in front of the others.</summary>
    public static IReadOnlyList<string> Judged { get; } = ["new sentences", "judged deeds", "judged"];

    public static IReadOnlyList<string> Lessons { get; } = [.. Corpus(1).LessonNames.Skip(3)];

    /// <summary>What a town asked whose people are described.</summary>
    public static List<RecordedAsk> Described => _described.Value;

    public static List<RecordedAsk> Reputation => _reputation.Value;

    public static NanoCorpus Corpus(ulong seed) => new(Config, new PromptLibrary(Prompts.Folder), seed);
}
