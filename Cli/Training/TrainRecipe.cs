using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native.Training;

namespace PersonaSim.Cli.Training;

/// <summary>Everything that decides a trained model, as one file. The section of the corpus stands beside it, under the corpus' name.</summary>
public sealed record TrainRecipe
{
    [Doc("What the model is called in its file and on its card.")]
    public required string Name { get; init; }

    [Doc("Which text the model learns; its settings stand under a key of that name."), OneOf(TrainCorpora.Trial, TrainCorpora.Nano)]
    public required string Corpus { get; init; }

    [Doc("Seed of the first weights, the corpus and the order of its documents.")]
    public ulong Seed { get; init; } = 1;

    [Doc("The model's sizes.")]
    public RecipeModel Model { get; init; } = new();

    [Doc("A model file whose tokenizer and weights the training begins with, from the recipe's folder; empty: new ones.")]
    public string Start { get; init; } = "";

    [Doc("Further files of the same tokens and sizes: the training begins with the mean of their weights and the start's.")]
    public IReadOnlyList<RecipeMean> Mean { get; init; } = [];

    [Doc("Directions along which people of the corpus are dosed while the model is trained.")]
    public RecipeDoses Doses { get; init; } = new();

    [Doc("The tokenizer, which is learnt from the corpus.")]
    public RecipeTokenizer Tokenizer { get; init; } = new();

    [Doc("How long and how fast it learns.")]
    public RecipeSchedule Schedule { get; init; } = new();

    [Doc("How the matrices are stored in the file that is written.")]
    public RecipeWeights Weights { get; init; } = RecipeWeights.Q8_0;
}

/// <summary>Types of a written file's matrices.</summary>
public enum RecipeWeights
{
    [Doc("Blocks of 8 bits, a quarter of the size.")]
    Q8_0,

    [Doc("Plain floats.")]
    F32,
}

/// <summary>The sizes of a model to be trained.</summary>
public sealed record RecipeModel
{
    [Doc("Blocks; steering reaches those from the second to the last but one."), Range(1, 512)]
    public int Layers { get; init; } = 6;

    [Doc("Width of the residual stream, a multiple of 32 for 8-bit weights."), Range(2, 65_536)]
    public int Width { get; init; } = 192;

    [Doc("Attention heads; each has its own keys and values."), Range(1, 1024)]
    public int Heads { get; init; } = 6;

    [Doc("Width of the feed-forward part."), Range(1, 1_048_576)]
    public int FeedForward { get; init; } = 512;

    [Doc("Context length that it is trained with."), Range(2, 65_536), Unit("tokens")]
    public int Context { get; init; } = 256;

    [Doc("Whether the output matrix is the embedding.")]
    public bool Tied { get; init; } = true;

    internal TrainingShape Shape(int vocabulary) => new(vocabulary, Layers, Width, Heads, FeedForward, Context, Tied);
}

/// <summary>A file whose weights are averaged into those that a training begins with.</summary>
public sealed record RecipeMean
{
    [Doc("The model file, from the recipe's folder.")]
    public required string Weights { get; init; }

    [Doc("Its share of the mean; what all of them leave to one is the start's."), Range(0.001, 0.999)]
    public required double Share { get; init; }
}

/// <summary>What dosed people of a corpus are dosed with.</summary>
public sealed record RecipeDoses
{
    [Doc("A folder of vectors, one for each trait, from the recipe's folder; empty: nobody is dosed.")]
    public string Vectors { get; init; } = "";

    [Doc("How far one standard deviation of a trait moves the state along its direction, however long the direction is in its file."), Range(0.001, 1000)]
    public double Length { get; init; } = 10;
}

/// <summary>The tokenizer of a model to be trained.</summary>
public sealed record RecipeTokenizer
{
    [Doc("Tokens at most: 256 bytes, what is merged from them, and three control tokens."), Range(259, 16_384), Unit("tokens")]
    public int Size { get; init; } = 1024;

    [Doc("The first documents of the corpus, from which it is learnt."), Range(1), Unit("documents")]
    public int Documents { get; init; } = 5_000;
}

/// <summary>A length of window: documents go into the shortest that holds them.</summary>
public sealed record RecipeLength
{
    [Doc("Its length, a divisor of the model's context; the last one is the context."), Range(2, 65_536), Unit("tokens")]
    public required int Context { get; init; }

    [Doc("Documents of this length come behind this step."), Range(0)]
    public long From { get; init; }

    [Doc("Documents of this length come up to this step, 0: to the end. Early lessons need not be heard for ever."), Range(0)]
    public long Until { get; init; }

    [Doc("How often a document of this length comes beside those of others: 0.5 half as often."), Range(0.001, 1000)]
    public double Share { get; init; } = 1;

    [Doc("Windows of this length that make up a step; 0: as many as hold the tokens of the schedule's windows. Fewer make more steps of the same text."), Range(0, 65_536)]
    public int Windows { get; init; }
}

/// <summary>What the learning rate does from a step on.</summary>
public sealed record RecipeTurn
{
    [Doc("The step."), Range(1)]
    public required long Step { get; init; }

    [Doc("Its learning rate; a straight line leads to that of the next turn."), Range(0, 1)]
    public required double Rate { get; init; }
}

/// <summary>How a training proceeds.</summary>
public sealed record RecipeSchedule
{
    [Doc("Steps of the optimizer."), Range(1)]
    public long Steps { get; init; } = 2_000;

    [Doc("Windows of one context length that make up a step."), Range(1, 65_536)]
    public int Windows { get; init; } = 32;

    [Doc("Windows that a thread computes together; must divide the windows of a step. More take more memory."), Range(1, 65_536)]
    public int AtOnce { get; init; } = 8;

    [Doc("Shorter windows, each for the documents that fit, and when each length begins; none: all documents in windows of the context's length.")]
    public IReadOnlyList<RecipeLength> Lengths { get; init; } = [];

    [Doc("The highest learning rate."), Range(0, 1)]
    public double Rate { get; init; } = 2e-3;

    [Doc("Steps in which the rate rises from nothing."), Range(0)]
    public long WarmUp { get; init; } = 100;

    [Doc("The last step of the highest rate; behind it the rate falls along a cosine."), Range(0)]
    public long Hold { get; init; }

    [Doc("The last step's rate as a share of the highest."), Range(0, 1)]
    public double FinalShare { get; init; } = 0.1;

    [Doc("What the rate does in place of the cosine to the last step, one turn behind the other: a rate, and from there a straight line to the next one's; the last one's stays.")]
    public IReadOnlyList<RecipeTurn> Turns { get; init; } = [];

    [Doc("How strongly the first columns of the embeddings begin with what tokens say, counted over sentences of which the corpus knows what they mean; 0: not at all."), Range(0, 10)]
    public double Meaning { get; init; }

    [Doc("How much of the mean of squared gradients stays at each step. Small steps need a long memory: 0.95 remembers some 20 of them, 0.999 a thousand."), Range(0, 0.999999)]
    public double Beta2 { get; init; } = 0.95;

    [Doc("Weight decay of the matrices."), Range(0, 1)]
    public double Decay { get; init; } = 0.1;

    [Doc("Longest gradient; a longer one is shortened to it, 0 for any."), Range(0)]
    public double Clip { get; init; } = 1;

    [Doc("Steps between two looks at the validation loss."), Range(1)]
    public long ValidateEvery { get; init; } = 100;

    [Doc("Windows of validation documents that are looked at."), Range(1)]
    public int ValidationWindows { get; init; } = 64;

    [Doc("Stop after so many looks without a better validation loss and keep the best weights; 0: never."), Range(0)]
    public int Patience { get; init; }

    [Doc("Steps between two checkpoints."), Range(1)]
    public long CheckpointEvery { get; init; } = 100;

    internal TrainingPlan Plan(ulong seed) => new()
    {
        Steps = Steps,
        WindowsPerStep = Windows,
        WindowsAtOnce = AtOnce,
        Lengths = [.. Lengths.Select(l => new WindowLength(l.Context, l.From, l.Windows, l.Until, l.Share))],
        Rate = Rate,
        WarmUp = WarmUp,
        Hold = Hold,
        FinalShare = FinalShare,
        Turns = [.. Turns.Select(t => new RateTurn(t.Step, t.Rate))],
        Meaning = Meaning,
        Beta2 = Beta2,
        Decay = Decay,
        Clip = Clip,
        ValidateEvery = ValidateEvery,
        ValidationWindows = ValidationWindows,
        Patience = Patience,
        CheckpointEvery = CheckpointEvery,
        Seed = seed,
    };
}
