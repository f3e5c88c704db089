using System.Text;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

/// <summary>Random samples, with the texts and numbers that are easily spelled wrong among them.</summary>
internal static class RandomSample
{
    private static readonly string[] _awkward =
    [
        "", " ", "a ", " a", "null", "~", "yes", "No", "on", "true", "1", "-1", "1e3", ".5", "0x1", "1:30", "2026-11-20", "- a", "a: b", "a #b", "#", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "{", "[", "]", ",", "?", "'", "\"", "\\",
        "a\nb", "a\r\nb", "\n", "\t", "a\tb", "\u0085", "\u2028", "\ufeff", "\u00a0", "\0", "\u001b[0m", "\u200b", "\u00e4", "\u65e5", "\U0001f600", "\U000e0001", "\uffff", "<<", "---", "...", "=", "C:\\runs", "postgres://u:p@h/d?x=1",
    ];

    private static readonly double[] _numbers = [0, -0.0, 0.1, 1e-300, 5e-324, -2.5, 1.0 / 3, 3, 1e-5];

    public static Sample Root(ref CounterRng random) => new()
    {
        Study = Text(ref random),
        Voice = random.NextInt(2) == 0 ? "calm" : "loud",
        Live = random.NextInt(2) == 0,
        Population = 2 + random.NextInt(99),
        Ticks = 1 + (long)(random.NextUInt64() >> 1),
        TopMean = Number(ref random),
        Seed = random.NextUInt64(),
        Cost = random.NextInt(3) == 0 ? null : new decimal(random.NextInt(int.MaxValue), random.NextInt(int.MaxValue), 0, isNegative: false, (byte)random.NextInt(29)),
        Colour = (SampleColour)random.NextInt(3),
        Second = random.NextInt(4) is < 3 and var second ? (SampleColour)second : null,
        Cells = random.NextInt(2) == 0 ? null : (int)random.NextUInt32(),
        Note = random.NextInt(2) == 0 ? null : Text(ref random),
        Numbers = Several(ref random, (ref CounterRng r) => r.NextInt(10)),
        Words = Several(ref random, Text),
        Steps = Several(ref random, (ref CounterRng r) => new SampleStep { From = (long)r.NextUInt64(), On = r.NextInt(2) == 0 }),
        Weights = Named(ref random, Number),
        Minds = Named(ref random, (ref CounterRng r) => new SampleMind { Parallel = 1 + r.NextInt(10), Temperature = Number(ref r), Limits = Named(ref r, (ref CounterRng q) => (int)q.NextUInt32()) }),
        Part = Part(ref random),
        Spare = random.NextInt(2) == 0 ? null : Part(ref random),
    };

    public static SampleTown Town(ref CounterRng random) => new() { Difficulty = 1 + random.NextInt(5), Environment = Text(ref random) };

    private delegate T Draw<T>(ref CounterRng random);

    private static SamplePart Part(ref CounterRng random) => new() { Depth = (int)random.NextUInt32(), Label = Text(ref random) };

    private static List<T> Several<T>(ref CounterRng random, Draw<T> draw)
    {
        var list = new List<T>();
        for (var count = random.NextInt(4); count > 0; count--) list.Add(draw(ref random));
        return list;
    }

    private static Dictionary<string, T> Named<T>(ref CounterRng random, Draw<T> draw)
    {
        var map = new Dictionary<string, T>();
        if (random.NextInt(2) == 0) map["a"] = draw(ref random); // one of the default's names
        for (var count = random.NextInt(4); count > 0; count--)
        {
            var name = Text(ref random);
            if (name.Length is > 0 and <= 100 && !name.Any(char.IsControl)) map[name] = draw(ref random);
        }

        return map;
    }

    private static double Number(ref CounterRng random) => random.NextInt(2) == 0 ? _numbers[random.NextInt(_numbers.Length)] : (random.NextDouble() * 6) - 3;

    private static string Text(ref CounterRng random)
    {
        if (random.NextInt(2) == 0) return _awkward[random.NextInt(_awkward.Length)];
        var text = new StringBuilder();
        for (var length = random.NextInt(random.NextInt(20) == 0 ? 3000 : 12); length > 0; length--)
        {
            var value = random.NextInt(random.NextInt(2) == 0 ? 0x80 : 0x110000);
            if (Rune.IsValid(value)) text.Append(new Rune(value));
        }

        return text.ToString();
    }
}
