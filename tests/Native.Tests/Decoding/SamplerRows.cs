using PersonaSim.Native.Decoding;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Tests.Decoding;

/// <summary>Rows and settings that the sampler's laws are tried on.</summary>
internal static class SamplerRows
{
    public static readonly int[] Sizes = [1, 7, 64, 65, 1000, 32_000, 152_064];

    public static readonly string[] Shapes = ["flat", "language", "peaked", "ties", "equal", "holes", "ascending", "huge"];

    public static readonly SamplerSettings[] Settings =
    [
        new() { TopP = 1 },
        new() { Temperature = 1, TopP = 1 },
        new(),
        new() { TopP = 0.5f, Temperature = 1.5f },
        new() { TopP = 0 },
        new() { TopP = 0.999f, Temperature = 2 },
        new() { TopP = 1, TopK = 1 },
        new() { TopP = 1, TopK = 40 },
        new() { TopP = 1, TopK = 5000 },
        new() { TopP = 0.8f, TopK = 40, MinP = 0.02f, Temperature = 0.4f },
        new() { TopP = 1, MinP = 0.05f },
        new() { TopP = 1, MinP = 1 },
        new() { TopP = 0.95f, MinP = 0.001f, Temperature = 3 },
        SamplerSettings.Greedy,
    ];

    public static float[] Row(string shape, int size, ulong seed = 1)
    {
        var rng = new CounterRng(seed);
        var row = new float[size];
        for (var i = 0; i < size; i++) row[i] = (float)rng.NextNormal() * (shape == "flat" ? 1 : 2.2f);
        switch (shape)
        {
            case "language": // a few hundred candidates over a wide bulk
                for (var i = 0; i < 300; i++) row[rng.NextInt(size)] = 8 + (9 * MathF.Exp(-i / 40f)) + (float)rng.NextNormal();
                break;
            case "peaked":
                row[size / 2] = 25;
                break;
            case "ties":
                for (var i = 0; i < size; i++) row[i] = MathF.Round(row[i]);
                break;
            case "equal":
                Array.Fill(row, -3.25f);
                break;
            case "holes":
                for (var i = 0; i < size - 1; i++) if (i % 3 != 0) row[i] = float.NegativeInfinity;
                break;
            case "ascending":
                Array.Sort(row);
                break;
            case "huge":
                for (var i = 0; i < size; i++) row[i] = (row[i] * 1000) + 1e6f;
                break;
        }

        return row;
    }
}
