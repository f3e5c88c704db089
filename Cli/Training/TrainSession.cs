using PersonaSim.Cli.Checks;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Training;

namespace PersonaSim.Cli.Training;

/// <summary>What a training command was asked for.</summary>
internal sealed record TrainRequest(string Recipe, string Output, bool Resume, long? Steps, int Threads, bool Gpu);

/// <summary>What came of it; seconds and speeds are telemetry.</summary>
internal sealed record TrainReport(string Name, string? Path, string End, long Step, long Parameters, int Vocabulary, long CorpusTokens, long Tokens, double Loss, double Validation, double Seconds, double TokensPerSecond, double FlopsPerToken, long MemoryBytes, string Folder);

/// <summary>From a recipe to a model file: corpus, tokenizer, training, export, and a look at the file through llama.cpp.</summary>
internal sealed class TrainSession(TrainRequest request, TextWriter error)
{
    private const int Sample = 200; // documents whose tokens are compared with the library's

    public TrainReport Run(CancellationToken stop)
    {
        var bound = TrainCorpora.Schema.Bind(ConfigFile.Load(request.Recipe, request.Steps is { } steps ? [$"schedule.steps={steps}"] : []));
        var recipe = bound.As<TrainRecipe>();
        if (recipe.Start.Length > 0 && (recipe.Tokenizer != new RecipeTokenizer() || recipe.Schedule.Meaning > 0)) throw new InputException($"{Folders.Show(request.Recipe)} begins with {recipe.Start}, which has its own tokens and what they say: take tokenizer and schedule.meaning out of it.");
        var corpus = TrainCorpora.Make(bound, new PromptLibrary(Folders.Prompts));
        var folder = Path.ChangeExtension(request.Output, null) + ".train";
        if (recipe.Start.Length == 0 && recipe.Mean.Count > 0) throw new InputException($"{Folders.Show(request.Recipe)} has a mean without a start: name one of its files there.");
        var start = recipe.Start.Length > 0 ? Start(recipe) : null;
        var directions = recipe.Doses.Vectors.Length > 0 ? PlantedDirections.Read(Beside(recipe.Doses.Vectors)) : null;
        Directory.CreateDirectory(folder); // a file that cannot be begun with leaves none
        var (vocabulary, training, validation) = Tokens(corpus, recipe, start, directions is null ? 0 : recipe.Doses.Length, stop);
        var shape = recipe.Model.Shape(vocabulary.Count);
        using var trainer = new Trainer(shape, recipe.Schedule.Plan(recipe.Seed), training, validation, folder, request.Threads, request.Gpu, directions, start);
        if (request.Resume) trainer.Resume();
        else trainer.Begin(recipe.Schedule.Meaning > 0 ? CorpusTokens.Meanings(corpus, vocabulary) : null);
        var first = trainer.Step;
        TrainingOutcome outcome;
        using (var line = new ProgressLine(error, $"training {recipe.Name}", recipe.Schedule.Steps - first))
        {
            outcome = trainer.Run(p =>
            {
                line.Note = FormattableString.Invariant($"step {p.Step} loss {p.Loss:0.000}{(p.Validation is { } v ? $" validation {v:0.000}" : "")} {p.TokensPerSecond:N0} tok/s");
                line.Report(p.Step - first);
            }, stop);
        }

        var path = outcome.End == TrainingEnd.Stopped ? null : request.Output;
        if (path is not null) Export(trainer, vocabulary, corpus, recipe, Notes(bound, corpus, start, directions));
        var done = trainer.Losses.Count > 0 ? trainer.Losses[^1].TokensPerSecond : 0;
        return new TrainReport(recipe.Name, path, Words.Lower(outcome.End), outcome.Step, shape.Parameters, vocabulary.Count, training.Tokens, outcome.Tokens, outcome.Loss, outcome.Validation, Math.Round(outcome.Seconds, 1), Math.Round(done), shape.FlopsPerToken, trainer.MemoryBytes, folder);
    }

    private StartFile Start(TrainRecipe recipe)
    {
        var first = StartFile.Open(Beside(recipe.Start));
        return recipe.Mean.Count == 0 ? first : first.MixedWith([.. recipe.Mean.Select(m => (StartFile.Open(Beside(m.Weights)), m.Share))]);
    }

    private string Beside(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(request.Recipe))!, path);

    private (BpeVocabulary Vocabulary, TokenDocuments Training, TokenDocuments Validation) Tokens(ICorpus corpus, TrainRecipe recipe, StartFile? start, double raw, CancellationToken stop)
    {
        using var line = new ProgressLine(error, "cutting the corpus", 1);
        var vocabulary = start?.Vocabulary ?? CorpusTokens.Learn(corpus, recipe.Tokenizer);
        if (start is null && vocabulary.Count < recipe.Tokenizer.Size) error.WriteLine($"persim: note: the corpus holds only {vocabulary.Count} tokens' worth of pairs, {recipe.Tokenizer.Size} were asked for.");
        return (vocabulary, CorpusTokens.Cut(corpus.Documents(CorpusSplit.Training), vocabulary, raw, stop), CorpusTokens.Cut(corpus.Documents(CorpusSplit.Validation), vocabulary, raw, stop));
    }

    private static IReadOnlyList<(string Key, string Value)> Notes(BoundConfig bound, ICorpus corpus, StartFile? start, DosedDirections? directions)
    {
        List<(string, string)> notes = [("persim.recipe.sha256", ConfigText.Hash(bound))];
        if (start is not null) notes.Add(("persim.start.sha256", start.Sha256));
        if (directions is not null) notes.Add(("persim.doses.sha256", directions.Fingerprint()));
        return [.. notes, .. corpus.Sources.Select(s => (TrainedTexts.Key(s.Key), s.Value))];
    }

    private void Export(Trainer trainer, BpeVocabulary vocabulary, ICorpus corpus, TrainRecipe recipe, IReadOnlyList<(string Key, string Value)> notes)
    {
        trainer.Export(request.Output, vocabulary, new ModelExportOptions
        {
            Name = recipe.Name,
            Description = $"Trained by persim on {corpus.Description}. A calibration phantom: its links between personality and behaviour were written by hand, so it shows nothing about people or other models.",
            Quantised = recipe.Weights == RecipeWeights.Q8_0,
            Notes = notes,
        });
        using var model = LlamaModel.Load(request.Output, new ModelOptions { VocabularyOnly = true });
        try
        {
            CorpusTokens.RequireSame(corpus.Documents(CorpusSplit.Validation).Take(Sample), vocabulary, model.Vocabulary);
        }
        catch (NativeException)
        {
            File.Delete(request.Output); // a model that meets other tokens than it has learnt must not lie there under its name
            throw;
        }
    }
}
