using System.Text;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

/// <summary>Shapes, answers and near misses that a key draws.</summary>
internal static class RandomShapes
{
    // letters that make options each other's beginnings; everything that some format escapes; characters of 1 to 4 bytes; all kinds of blank
    private static readonly string[] _letters = ["a", "b", "ab", "no", "body", "\"", "\\", "/", "<", "'", "{", "}", ",", ":", "0", "1", "é", "ß", "漢", "\uFEFF", "😀", "\u0301", " "];
    private static readonly string[] _nasty = [.. _letters, "\t", "\n", "\0", "\u007F", "\u0085", "\u00A0", "\u2003", "\u2028", "\u2029", "\u3000", "\u200B", "\uD83D", "\uDE00", "\\u0041", "\\ud83d", "\\n", "-", "00", "}"];

    public static IEnumerable<Shape> Many(int count, ulong key, int longestText = 12)
    {
        for (var i = 0; i < count; i++) yield return Draw(new CounterRng(key, (ulong)i), longestText);
    }

    public static Shape Draw(CounterRng rng, int longestText)
    {
        return rng.NextInt(4) < 2 ? Part(ref rng, longestText) : Shape.Fields(Fields(rng.NextInt(5) + 1, ref rng, longestText));
    }

    /// <summary>The bytes of a random answer: a walk over any byte that is allowed, ended where it may be, now and then.</summary>
    public static byte[] Walk(ShapeAutomaton automaton, ref CounterRng rng)
    {
        var bytes = new List<byte>();
        var state = automaton.Start;
        while (!automaton.IsFinal(state) || rng.NextInt(3) > 0)
        {
            var live = Live(automaton, state);
            if (live.Count == 0) break;
            bytes.Add(live[rng.NextInt(live.Count)]);
            state = automaton.Next(state, bytes[^1]);
        }

        return [.. bytes];
    }

    /// <summary>The bytes that may come next, by trying all.</summary>
    public static List<byte> Live(ShapeAutomaton automaton, ShapeState state) =>
        [.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => !automaton.Next(state, b).IsDead)];

    /// <summary>A text with one thing changed.</summary>
    public static string Change(string text, ref CounterRng rng)
    {
        var at = rng.NextInt(text.Length + 1);
        var cut = Math.Min(rng.NextInt(3), text.Length - at);
        return text[..at] + (rng.NextInt(3) > 0 ? _nasty[rng.NextInt(_nasty.Length)] : "") + text[(at + cut)..];
    }

    private static List<Field> Fields(int count, ref CounterRng rng, int longestText)
    {
        var fields = new List<Field>();
        for (var i = 0; i < count; i++) fields.Add(new Field("f_" + i, Part(ref rng, longestText)));
        return fields;
    }

    private static Shape Part(ref CounterRng rng, int longestText) => rng.NextInt(3) switch
    {
        0 => Shape.Choice(Options(rng.NextInt(6) + 1, ref rng)),
        1 => Scale(ref rng),
        _ => Shape.Text(rng.NextInt(longestText) + 1),
    };

    private static ScaleShape Scale(ref CounterRng rng)
    {
        int[] widths = [1, 10, 12, 100, 101, 1000, 4321, 1_000_001];
        var (a, b) = (rng.NextInt(widths[rng.NextInt(widths.Length)]), rng.NextInt(widths[rng.NextInt(widths.Length)]));
        return Shape.Scale(Math.Min(a, b), Math.Max(a, b));
    }

    private static List<string> Options(int count, ref CounterRng rng)
    {
        var options = new List<string>();
        for (var tries = 0; options.Count < count && tries < 50; tries++)
        {
            var option = new StringBuilder();
            for (var parts = rng.NextInt(4) + 1; parts > 0; parts--) option.Append(_letters[rng.NextInt(_letters.Length)]);
            var text = option.ToString().Trim();
            if (text.Length > 0 && !options.Contains(text)) options.Add(text);
        }

        return options.Count > 0 ? options : ["a"];
    }
}
