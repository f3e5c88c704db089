using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Native.Randomness;
using MemoryStream = PersonaSim.Engine.Agents.Memory.MemoryStream;

namespace PersonaSim.Engine.Tests.Agents.Memory;

/// <summary>What the tests of memory share: lives, and streams written and read.</summary>
internal static class Streams
{
    private static readonly string[] _names = ["Ann", "Bo", "Cy", "Dee"];
    private static readonly string[] _places = ["square", "mill", "harbour"];

    public static MemoryStream New(MemorySettings? settings = null) => new("Mia", settings);

    public static MemoryRecord See(this MemoryStream stream, long tick, string text, float importance = 0.5f) =>
        stream.Add(tick, MemoryKind.Observation, text, importance)!;

    public static byte[] Bytes(this MemoryStream stream)
    {
        using var bytes = new System.IO.MemoryStream();
        using var writer = new BinaryWriter(bytes);
        stream.Save(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    public static MemoryStream Read(byte[] bytes, MemorySettings? settings = null)
    {
        using var reader = new BinaryReader(new System.IO.MemoryStream(bytes));
        var stream = MemoryStream.Load(reader, settings);
        Assert.That(reader.BaseStream.Position, Is.EqualTo(bytes.Length), "a stream reads exactly what it wrote, so that others can follow it");
        return stream;
    }

    /// <summary>A random life of so many moments; equal seeds give equal lives.</summary>
    public static void Live(this MemoryStream stream, ulong seed, int moments, bool embeddings = false)
    {
        var rng = new CounterRng(seed, stream: 1);
        var tick = stream.All.LastOrDefault()?.Tick ?? 0;
        for (var i = 0; i < moments; i++)
        {
            tick += rng.NextInt(3);
            var kind = (MemoryKind)rng.NextInt(6);
            var (about, other) = (_names[rng.NextInt(4)], _names[rng.NextInt(4)]);
            var text = Sentence(ref rng, 1 + rng.NextInt(15));
            var importance = rng.NextInt(5) / 4f;
            var place = rng.NextInt(3) == 0 ? null : _places[rng.NextInt(3)];
            if (kind == MemoryKind.Reflection) stream.Reflected(tick, [text], stream.Recent(2).Select(r => r.Id).ToArray());
            else stream.Add(tick, kind, text, importance, about, place, kind == MemoryKind.Overheard ? other : null);
            if (embeddings && rng.NextInt(2) == 0) stream.Attach(stream.All.Last().Id, [(float)rng.NextNormal(), (float)rng.NextNormal(), (float)rng.NextNormal()]);
        }
    }

    /// <summary>Words of which a few are frequent and most are rare, as in speech.</summary>
    public static string Sentence(ref CounterRng rng, int words)
    {
        var sentence = new string[words];
        for (var i = 0; i < words; i++) sentence[i] = Word((int)Math.Exp(rng.NextDouble() * Math.Log(3000)));
        return string.Join(' ', sentence);
    }

    private static string Word(int number)
    {
        const string consonants = "bdfgklmnprtv", vowels = "aeio";
        var word = "";
        for (var left = number + 40; left > 0; left /= 48) word += $"{consonants[left % 12]}{vowels[left / 12 % 4]}";
        return word;
    }

    public static string[] Texts(this IEnumerable<Recollection> recalled) => [.. recalled.Select(r => r.Record.Text)];
}
