using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

/// <summary>Our masks against the library's grammar sampler, given the grammar that we export.</summary>
public sealed class ShapeGrammarTests
{
    private LlamaModel _model = null!;
    private TokenMasks _masks = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _model = LlamaModel.Load(TinyModel.Path(), new ModelOptions { VocabularyOnly = true });
        _masks = new TokenMasks(_model.Vocabulary.Count, _model.Vocabulary.Piece, t => !_model.Vocabulary.IsControl(t));
    }

    [OneTimeTearDown]
    public void Unload() => _model.Dispose();

    [Test]
    public void The_library_refuses_what_our_masks_refuse_token_by_token()
    {
        var rng = new CounterRng(31);
        var compared = 0;
        foreach (var shape in RandomShapes.Many(150, key: 31)) compared += Compare(shape, ref rng);

        Assert.That(compared, Is.GreaterThan(500));
    }

    [Test]
    public void So_it_does_where_a_limit_or_a_scale_has_edges()
    {
        var rng = new CounterRng(33);
        Shape[] edges = [Shape.Text(1), Shape.Text(2), Shape.Text(3), Shape.Text(240), Shape.Scale(0, 0), Shape.Scale(0, 1_000_000), Shape.Scale(1, 100), Shape.Scale(95, 1203), Shape.Choice("no", "nobody"),
            Shape.Fields(new Field("a", Shape.Text(1))), Shape.Fields(new Field("a", Shape.Text(40)), new Field("b", Shape.Text(2)), new Field("c", Shape.Scale()), new Field("d", Shape.Scale(10, 12)))];
        foreach (var shape in edges)
        {
            for (var i = 0; i < 4; i++) Compare(shape, ref rng);
        }
    }

    [Test]
    public void The_longest_text_whose_grammar_the_library_takes_is_as_documented()
    {
        using var longest = new GrammarOracle(_model, ShapeGrammar.Gbnf(Shape.Text(2000)));

        Assert.That(longest.Alive(), Does.Contain(true));
        Assert.That(() => new GrammarOracle(_model, ShapeGrammar.Gbnf(Shape.Text(2001))), Throws.InvalidOperationException);
    }

    // one random answer, every token compared before each step; returns the steps
    private int Compare(Shape shape, ref CounterRng rng)
    {
        var automaton = ShapeAutomaton.Compile(shape);
        using var oracle = new GrammarOracle(_model, ShapeGrammar.Gbnf(shape));
        var vocabulary = _model.Vocabulary;
        var state = automaton.Start;
        var written = new List<byte>();
        for (var step = 0; ; step++)
        {
            var alive = oracle.Alive();
            var mask = _masks.Allowed(automaton, state);
            var open = new List<int>();
            for (var token = 0; token < alive.Length; token++)
            {
                var ours = TokenMasksTests.Bit(mask, token);
                if (ours) open.Add(token);
                if (vocabulary.IsEndOfGeneration(token))
                {
                    // inside a character the library still judges by the one before it
                    if (Completes(written) == Ending.Whole) Assert.That(alive[token], Is.EqualTo(automaton.IsFinal(state)), Where(token));
                }
                else if (ours != alive[token] && !(alive[token] && Excused(token, written)))
                {
                    Assert.Fail(Where(token) + (ours ? "refused by the library only" : "refused by us only"));
                }
            }

            if (open.Count == 0 || step == 40) return step;
            // mostly longer tokens, else hardly any text gets beyond its first letters
            var next = open.Where(t => vocabulary.Piece(t).Length > 1).ToList() is { Count: > 0 } longer && rng.NextInt(3) > 0 ? longer[rng.NextInt(longer.Count)] : open[rng.NextInt(open.Count)];
            oracle.Accept(next);
            written.AddRange(vocabulary.Piece(next));
            state = automaton.Accepts(state, vocabulary.Piece(next)).State;
        }

        string Where(int token) => $"{ShapeCodecTests.Show(shape)} after '{Encoding.UTF8.GetString([.. written])}': token {token} '{vocabulary.Name(token)}' ";
    }

    // the two differences there are: the library lets control tokens be written out as their names, and does not see overlong forms of 3 and 4 bytes
    private bool Excused(int token, List<byte> written) =>
        _model.Vocabulary.IsControl(token) || Completes([.. written, .. _model.Vocabulary.Piece(token)]) == Ending.Invalid;

    private enum Ending
    {
        Whole,
        Inside,
        Invalid,
    }

    private static Ending Completes(List<byte> bytes)
    {
        var rest = bytes.ToArray().AsSpan();
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out _, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return Ending.Inside;
            if (status != System.Buffers.OperationStatus.Done) return Ending.Invalid;
            rest = rest[used..];
        }

        return Ending.Whole;
    }
}
