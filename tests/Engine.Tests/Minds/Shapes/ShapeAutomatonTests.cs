using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

public sealed class ShapeAutomatonTests
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    [Test]
    public void Everything_the_automaton_produces_is_read_and_written_back_to_the_same_text()
    {
        foreach (var shape in RandomShapes.Many(400, key: 1))
        {
            var automaton = ShapeAutomaton.Compile(shape);
            var rng = new CounterRng(2);
            for (var i = 0; i < 10; i++)
            {
                var text = _strict.GetString(RandomShapes.Walk(automaton, ref rng));

                var value = ShapeCodec.Read(shape, text, out var why);

                Assert.That(why, Is.Null, text);
                Assert.That(ShapeCodec.Write(shape, value!), Is.EqualTo(text));
            }
        }
    }

    [Test]
    public void Every_value_that_can_be_written_is_accepted()
    {
        var rng = new CounterRng(3);
        foreach (var shape in RandomShapes.Many(400, key: 3, longestText: 240))
        {
            var automaton = ShapeAutomaton.Compile(shape);
            for (var i = 0; i < 10; i++)
            {
                var text = ShapeCodec.Write(shape, ShapeSampler.Draw(shape, ref rng));

                Assert.That(automaton.Matches(Encoding.UTF8.GetBytes(text)), text);
            }
        }
    }

    // both ways at once, on texts that nearly are answers: accepted means read and written back unchanged, and nothing else does
    [Test]
    public void A_text_is_accepted_exactly_when_it_reads_and_writes_back_to_itself()
    {
        var rng = new CounterRng(5);
        var (yes, no) = (0, 0);
        foreach (var shape in RandomShapes.Many(300, key: 5))
        {
            var automaton = ShapeAutomaton.Compile(shape);
            for (var i = 0; i < 10; i++)
            {
                var text = _strict.GetString(RandomShapes.Walk(automaton, ref rng));
                for (var changes = rng.NextInt(3); changes >= 0; changes--) text = RandomShapes.Change(text, ref rng);

                var canonical = ShapeCodec.Read(shape, text, out _) is { } value && ShapeCodec.Write(shape, value) == text;
                var accepted = TryEncode(text) is { } bytes && automaton.Matches(bytes);

                Assert.That(accepted, Is.EqualTo(canonical), $"{ShapeCodecTests.Show(shape)}: {text}");
                if (accepted) yes++;
                else no++;
            }
        }

        Assert.That(yes, Is.GreaterThan(300), "the law must see answers");
        Assert.That(no, Is.GreaterThan(300), "the law must see near misses");
    }

    [Test]
    public void Forced_bytes_are_those_without_any_other_way_on()
    {
        var rng = new CounterRng(7);
        var forcedBytes = 0;
        foreach (var shape in RandomShapes.Many(300, key: 7))
        {
            var automaton = ShapeAutomaton.Compile(shape);
            var state = automaton.Start;
            foreach (var value in RandomShapes.Walk(automaton, ref rng))
            {
                var forced = automaton.Forced(state).ToArray();
                Assert.That(forced, Is.EqualTo(OnlyWay(automaton, state)));
                forcedBytes += forced.Length;
                state = automaton.Next(state, value);
            }

            Assert.That(automaton.Forced(state).IsEmpty, "an answer that may end is not forced on");
        }

        Assert.That(forcedBytes, Is.GreaterThan(1000));
    }

    [Test]
    public void Fields_force_everything_between_their_values()
    {
        var automaton = ShapeAutomaton.Compile(Shape.Fields(new Field("a", Shape.Choice("talk", "walk")), new Field("n", Shape.Scale(1, 5)), new Field("say", Shape.Text(3))));

        Assert.That(Forced(automaton, ""), Is.EqualTo("{\"a\":\""));
        Assert.That(Forced(automaton, "{\"a\":\"t"), Is.EqualTo("alk\",\"n\":"));
        Assert.That(Forced(automaton, "{\"a\":\"talk\",\"n\":3"), Is.EqualTo(",\"say\":\""));
        Assert.That(Forced(automaton, "{\"a\":\"talk\",\"n\":3,\"say\":\"abc"), Is.EqualTo("\"}"));
        Assert.That(automaton.Matches("{\"a\":\"talk\",\"n\":3,\"say\":\"a c\"}"u8));
    }

    [Test]
    public void An_option_that_begins_another_may_end_or_go_on()
    {
        var automaton = ShapeAutomaton.Compile(Shape.Choice("nobody", "no"));

        var (_, no) = automaton.Accepts(automaton.Start, "no"u8);

        Assert.That(Forced(automaton, ""), Is.EqualTo("no"));
        Assert.That(automaton.IsFinal(no));
        Assert.That(automaton.Forced(no).IsEmpty);
        Assert.That(automaton.Accepts(no, "body"u8).Accepted);
        Assert.That(automaton.Accepts(automaton.Start, "nobody else"u8).Accepted, Is.False, "a token beyond the end is refused");
    }

    [TestCase(0, 0), TestCase(0, 9), TestCase(1, 5), TestCase(1, 100), TestCase(7, 7), TestCase(95, 1203), TestCase(100, 999), TestCase(999, 1000), TestCase(0, 2000)]
    public void A_scale_accepts_its_points_and_no_other_number(int low, int high)
    {
        var automaton = ShapeAutomaton.Compile(Shape.Scale(low, high));

        for (var i = 0; i < 3000; i++)
        {
            Assert.That(automaton.Matches(Encoding.UTF8.GetBytes($"{i}")), Is.EqualTo(i >= low && i <= high), $"{i}");
            Assert.That(automaton.Matches(Encoding.UTF8.GetBytes($"0{i}")), Is.False);
        }
    }

    [Test]
    public void The_widest_scale_has_a_million_points_and_a_small_automaton()
    {
        var (nodes, _) = AutomatonGraph.Of(Shape.Scale(0, 1_000_000));
        var automaton = ShapeAutomaton.Compile(Shape.Scale(0, 1_000_000));

        Assert.That(nodes, Has.Length.LessThan(40));
        Assert.That(automaton.Matches("1000000"u8));
        Assert.That(automaton.Matches("1000001"u8), Is.False);
        Assert.That(automaton.Matches("999999"u8));
    }

    [Test]
    public void Stepping_allocates_nothing()
    {
        var automaton = ShapeAutomaton.Compile(Shape.Fields(new Field("a", Shape.Choice("talk", "walk")), new Field("say", Shape.Text())));
        var answer = "{\"a\":\"talk\",\"say\":\"Guten Tag, schöne Welt \\\"漢字\\\" 😀\"}"u8.ToArray();
        Step();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) Step();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Step()
        {
            var state = automaton.Start;
            for (var i = 0; i < answer.Length; i++)
            {
                _ = automaton.Forced(state).Length;
                state = automaton.Accepts(state, answer.AsSpan(i, 1)).State;
            }

            if (!automaton.IsFinal(state)) throw new InvalidOperationException();
        }
    }

    private static string Forced(ShapeAutomaton automaton, string prefix) =>
        Encoding.UTF8.GetString(automaton.Forced(prefix.Length == 0 ? automaton.Start : automaton.Accepts(automaton.Start, Encoding.UTF8.GetBytes(prefix)).State));

    private static List<byte> OnlyWay(ShapeAutomaton automaton, ShapeState state)
    {
        var way = new List<byte>();
        while (!automaton.IsFinal(state) && RandomShapes.Live(automaton, state) is [var only])
        {
            way.Add(only);
            state = automaton.Next(state, only);
        }

        return way;
    }

    private static byte[]? TryEncode(string text) => TextRule.IsWellFormed(text) ? _strict.GetBytes(text) : null;
}
