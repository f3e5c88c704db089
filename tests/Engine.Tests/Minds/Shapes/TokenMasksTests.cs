using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

public sealed class TokenMasksTests
{
    private static readonly byte[][] _tokens = Vocabulary();

    [Test]
    public void A_bit_is_set_exactly_where_the_automaton_accepts_the_token()
    {
        var masks = new TokenMasks(_tokens.Length, t => _tokens[t], Usable);
        var rng = new CounterRng(21);
        var allowed = 0L;
        foreach (var shape in RandomShapes.Many(300, key: 21, longestText: 30))
        {
            var automaton = ShapeAutomaton.Compile(shape);
            var state = automaton.Start;
            for (var steps = 0; steps < 12; steps++)
            {
                var mask = masks.Allowed(automaton, state);
                var alive = new List<int>();
                for (var token = 0; token < _tokens.Length; token++)
                {
                    var accepted = Usable(token) && automaton.Accepts(state, _tokens[token]).Accepted;
                    if (accepted != Bit(mask, token)) Assert.Fail($"{ShapeCodecTests.Show(shape)}, {state}: token {token} '{Encoding.UTF8.GetString(_tokens[token])}' is {(accepted ? "" : "not ")}accepted");
                    if (accepted) alive.Add(token);
                }

                Assert.That(masks.AnyAllowed(automaton, state), Is.EqualTo(alive.Count > 0));
                if (!automaton.IsFinal(state)) Assert.That(alive, Is.Not.Empty, "with all single bytes at hand, a live state goes on");
                if (alive.Count == 0) break;
                allowed += alive.Count;
                state = automaton.Accepts(state, _tokens[alive[rng.NextInt(alive.Count)]]).State;
            }
        }

        Assert.That(allowed, Is.GreaterThan(100_000));
        Assert.That(masks.Statistics.Hits, Is.GreaterThan(1000));
    }

    // near the limit a mask is made from the one far from it: every number of characters left, behind nothing, ink, a blank, half a character, a backslash
    [Test]
    public void So_it_is_with_every_number_of_characters_left()
    {
        var masks = new TokenMasks(_tokens.Length, t => _tokens[t], Usable);
        for (var limit = 1; limit <= 40; limit++)
        {
            foreach (var (shape, before) in new (Shape, string)[] { (Shape.Text(limit), ""), (Shape.Fields(new Field("a", Shape.Text(limit)), new Field("f_1", Shape.Choice("no"))), "{\"a\":\"") })
            {
                var automaton = ShapeAutomaton.Compile(shape);
                foreach (var tail in new[] { [], "a"u8.ToArray(), "a "u8.ToArray(), [0xE3, 0x80], "a\\"u8.ToArray() })
                {
                    var state = automaton.Start;
                    foreach (var value in (byte[])[.. Encoding.UTF8.GetBytes(before), .. tail]) state = automaton.Next(state, value);
                    var mask = masks.Allowed(automaton, state);

                    for (var token = 0; token < _tokens.Length; token++)
                    {
                        if ((Usable(token) && automaton.Accepts(state, _tokens[token]).Accepted) != Bit(mask, token)) Assert.Fail($"{limit}, {state}: token {token} '{Encoding.UTF8.GetString(_tokens[token])}'");
                    }
                }
            }
        }
    }

    [Test]
    public void Far_from_its_limit_a_text_has_one_mask_whatever_its_limit_and_automaton()
    {
        var masks = new TokenMasks(_tokens.Length, t => _tokens[t], Usable);
        foreach (var limit in new[] { 120, 240, 2000 })
        {
            var automaton = ShapeAutomaton.Compile(Shape.Text(limit));
            var state = automaton.Start;
            masks.Allowed(automaton, state);
            for (var i = 0; i < 50; i++) masks.Allowed(automaton, state = automaton.Next(state, (byte)'a'));
        }

        Assert.That(masks.Statistics, Has.Property("Misses").EqualTo(2).And.Property("Hits").EqualTo(151), "the first character, and every other");
    }

    [Test]
    public void The_cache_stays_within_its_room_and_keeps_what_is_used()
    {
        var words = (_tokens.Length + 63) / 64;
        var masks = new TokenMasks(_tokens.Length, t => _tokens[t], Usable, cacheBytes: 8 * (words * 8 + MaskCache.Overhead));
        var text = ShapeAutomaton.Compile(Shape.Text(240));
        masks.Allowed(text, text.Start);
        for (var point = 0; point < 100; point++)
        {
            var scale = ShapeAutomaton.Compile(Shape.Scale(point, 200));
            var kept = masks.Allowed(scale, scale.Start);
            var copy = kept.ToArray();
            masks.Allowed(text, text.Start);
            Assert.That(kept.SequenceEqual(copy), "a mask is not overwritten while it is held");
        }

        Assert.That(masks.Statistics.Masks, Is.EqualTo(8));
        Assert.That(masks.Statistics.Misses, Is.EqualTo(101), "100 scales, and the text once");
        Assert.That(masks.Statistics.MaskBytes, Is.LessThanOrEqualTo(8 * (words * 8 + MaskCache.Overhead)));
    }

    [Test]
    public void A_cached_mask_allocates_nothing()
    {
        var masks = new TokenMasks(_tokens.Length, t => _tokens[t], Usable);
        var automaton = ShapeAutomaton.Compile(Shape.Text(240));
        masks.Allowed(automaton, automaton.Start);
        masks.Allowed(automaton, automaton.Start);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) _ = masks.Allowed(automaton, automaton.Start).Length;

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void Dead_states_and_empty_vocabularies_allow_nothing()
    {
        var automaton = ShapeAutomaton.Compile(Shape.Scale());
        var masks = new TokenMasks(_tokens.Length, t => _tokens[t], Usable);
        var none = new TokenMasks(3, _ => []);

        Assert.That(masks.AnyAllowed(automaton, automaton.Next(automaton.Start, (byte)'x')), Is.False);
        Assert.That(masks.Allowed(automaton, automaton.Next(automaton.Start, (byte)'x')).ContainsAnyExcept(0UL), Is.False);
        Assert.That(masks.AnyAllowed(automaton, default), Is.False);
        Assert.That(automaton.IsFinal(default), Is.False);
        Assert.That(none.AnyAllowed(automaton, automaton.Start), Is.False);
    }

    internal static bool Bit(ReadOnlySpan<ulong> mask, int token) => (mask[token >> 6] >> (token & 63) & 1) != 0;

    private static bool Usable(int token) => token % 50 != 49 || token < 256;

    // all bytes, then pieces of answers as a tokenizer cuts them: across values, inside characters, one of them twice, runs of blanks, and empty ones
    private static byte[][] Vocabulary()
    {
        var tokens = Enumerable.Range(0, 256).Select(b => new[] { (byte)b }).ToList();
        var rng = new CounterRng(20);
        foreach (var shape in RandomShapes.Many(150, key: 20, longestText: 20))
        {
            var answer = RandomShapes.Walk(ShapeAutomaton.Compile(shape), ref rng);
            for (var i = 0; i < 4; i++)
            {
                var from = rng.NextInt(answer.Length);
                tokens.Add(answer[from..Math.Min(answer.Length, from + 1 + rng.NextInt(6))]);
            }
        }

        foreach (var text in new[] { "  ", "    ", "                ", "aaaaaaaaaaaaaaaaaaaa", " the", "the", "\"}", "\",\"", "\",\"f_1\":\"", "\",\"f_1\":", " no", "nobody", "no", "10", "100", "99", "\u3000", "漢字", "a ", "\n\n", "\\\"", "\\" }) tokens.Add(Encoding.UTF8.GetBytes(text));
        tokens.Add([0xE3, 0x80]);
        tokens.Add([0x9F, 0x98]);
        tokens.Add([]);
        return [.. tokens];
    }
}
