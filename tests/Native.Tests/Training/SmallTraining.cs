using PersonaSim.Native.Training;

namespace PersonaSim.Native.Tests.Training;

/// <summary>A training of a second: documents that count on in steps of one, two or three, so that the third number follows from the first two.</summary>
internal static class SmallTraining
{
    public static readonly TrainingShape Shape = new(Vocabulary: 32, Layers: 2, Width: 32, Heads: 2, FeedForward: 64, Context: 16, Tied: true);

    public static readonly TrainingPlan Plan = new()
    {
        Steps = 60,
        WindowsPerStep = 8,
        WindowsAtOnce = 4,
        Rate = 1e-2,
        WarmUp = 5,
        ValidateEvery = 10,
        CheckpointEvery = 1000,
        ValidationWindows = 8,
        Seed = 3,
    };

    public static TokenDocuments Documents(int first, int count)
    {
        var documents = new TokenDocuments();
        for (var i = first; i < first + count; i++)
        {
            int[] tokens = [.. Enumerable.Range(0, 8).Select(k => (i + (k * (1 + (i / 32 % 3)))) % 32)];
            documents.Add(tokens, [.. tokens.Select((_, k) => k < 2 ? 0f : 1f)]); // the first two cannot be known
        }

        return documents;
    }

    public static Trainer Create(string folder, TrainingPlan? plan = null, int workers = 1) =>
        new(Shape, plan ?? Plan, Documents(0, 96), Documents(7, 40), folder, workers);
}
