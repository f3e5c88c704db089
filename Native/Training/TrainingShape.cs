namespace PersonaSim.Native.Training;

/// <summary>The sizes of a llama-architecture model to be trained; every head has its own keys and values.</summary>
public sealed record TrainingShape(int Vocabulary, int Layers, int Width, int Heads, int FeedForward, int Context, bool Tied)
{
    /// <summary>The library's default for this architecture.</summary>
    public const float RopeBase = 10_000f;

    public const float NormEpsilon = 1e-5f;

    public int HeadWidth => Width / Heads;

    public long Parameters
    {
        get
        {
            var block = (4L * Width * Width) + (3L * Width * FeedForward) + (2L * Width);
            return (Layers * block) + Width + ((Tied ? 1L : 2L) * Vocabulary * Width);
        }
    }

    /// <summary>
    /// Multiply-adds times two of the matrix products for one token, forward and backward (three times forward), with attention over a whole
    /// window, masked half included, as ggml computes it: the floor below which no step can get.
    /// </summary>
    public double FlopsPerToken
    {
        get
        {
            var matrices = (Layers * ((4.0 * Width * Width) + (3.0 * Width * FeedForward))) + ((double)Vocabulary * Width);
            var attention = 2.0 * Layers * Context * Width;
            return 6 * (matrices + attention);
        }
    }

    /// <summary>Throws, naming the nearest fitting value, unless a model of these sizes can be built.</summary>
    public void Require()
    {
        Within("layers", Layers, 1, 512);
        Within("heads", Heads, 1, 1024);
        Within("width", Width, 2, 1 << 16);
        Within("feed-forward width", FeedForward, 1, 1 << 20);
        Within("context", Context, 2, 1 << 16);
        Within("vocabulary", Vocabulary, 2, 1 << 14); // tokens are kept as 16-bit numbers, and the loss needs a square of them (1 GiB)
        if (Width % (2 * Heads) != 0) throw new InputException($"A width of {Width} cannot be shared by {Heads} heads of even width: use width {Math.Max(1, Width / (2 * Heads)) * 2 * Heads}.");
    }

    private static void Within(string what, int value, int least, int most)
    {
        if (value < least || value > most) throw new InputException($"The model's {what} is {value}; it must be {least} to {most}.");
    }
}
