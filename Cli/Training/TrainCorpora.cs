using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Cli.Training;

/// <summary>The corpora that a recipe can name, each with the record of its settings: the one place to add another.</summary>
internal static class TrainCorpora
{
    public const string Trial = "trial";
    public const string Nano = "nano";

    public static ConfigSchema Schema { get; } = ConfigSchema.Of(typeof(TrainRecipe), new Dictionary<string, Type> { [Trial] = typeof(TrialConfig), [Nano] = typeof(NanoConfig) });

    public static ICorpus Make(BoundConfig recipe, PromptLibrary prompts)
    {
        var root = recipe.As<TrainRecipe>();
        return root.Corpus switch
        {
            Trial => new TrialCorpus(recipe.Section<TrialConfig>(Trial), prompts, root.Seed),
            Nano => new NanoCorpus(recipe.Section<NanoConfig>(Nano), prompts, root.Seed),
            _ => throw new InvalidOperationException($"the recipe was bound with the corpus '{root.Corpus}', which nothing makes"),
        };
    }
}
