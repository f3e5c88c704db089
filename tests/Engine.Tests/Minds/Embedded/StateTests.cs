using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>What a mind keeps, forgets and survives.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class StateTests(CacheLayout layout) : MindFixture(layout)
{
    [Test]
    public void A_prefix_that_memory_has_no_room_for_is_computed_again_to_the_same_answers()
    {
        using var forgetful = Mind(prefixMemory: 1);
        var here = Page(Asks(6, Action));
        var there = Page(Asks(6, Action, world: "Another town, with one house and no well."));
        var first = forgetful.Answer(here).Select(a => a.Raw).ToList();
        forgetful.Answer(there);
        var before = forgetful.Statistics.PrefixesComputed;

        var again = forgetful.Answer(here).Select(a => a.Raw).ToList();

        Assert.That(again, Is.EqualTo(first));
        Assert.That(forgetful.Statistics.PrefixesComputed, Is.EqualTo(before + 1));
    }

    [Test]
    public void A_fault_in_the_middle_of_a_decode_costs_its_page_and_nothing_after_it()
    {
        using var mind = Mind();
        var page = Page(Asks(10, Action));
        var expected = mind.Answer(page).Select(a => a.Raw).ToList();
        var patched = 0;
        mind.Context.Steering!.Exchange.OnPatched = _ =>
        {
            if (++patched == 20) throw new FormatException("in the middle");
        };

        Assert.That(() => mind.Answer(page), Throws.InstanceOf<FormatException>());
        mind.Context.Steering.Exchange.OnPatched = null;

        Assert.That(mind.Answer(page).Select(a => a.Raw), Is.EqualTo(expected));
    }

    [Test]
    public void An_answer_that_outgrows_the_cells_is_refused_by_that_name_and_its_neighbours_finish()
    {
        using var context = LlamaContext.Create(Model, new ContextOptions { Cells = Layout == CacheLayout.Separate ? 512 : 256, Sequences = 2, BatchTokens = 64, Threads = 1, FlashAttention = FlashAttention.Off, UnifiedKv = Layout == CacheLayout.Unified });
        ICachePlan plan = Layout == CacheLayout.Separate ? new SequencePlan(context) : new UnifiedPlan(context, padRows: false);
        using var engine = new DecodeEngine(context, plan, 2, new RowReaders(context), new PageStatistics(), new Ledger("agents"));
        engine.Begin([]);
        var ask = Asks(1, Shape.Scale(1, 5))[0];
        engine.Add(new Prompt(0, ask, [5, 6, 7], [], [], [], null), new Endless(steps: int.MaxValue));
        engine.Add(new Prompt(1, ask, [5, 6, 7], [], [], [], null), new Endless(steps: 3));
        while (engine.Step())
        {
        }

        var ends = new Dictionary<int, Answered>();
        while (engine.TryTake(out var prompt, out var answered)) ends[prompt.Index] = answered;

        Assert.That(ends[0].Kind, Is.EqualTo("cells"));
        Assert.That(ends[1].Value, Is.EqualTo(new ScaleValue(1)));
    }

    [Test]
    public void A_cap_on_tokens_stops_between_embeddings()
    {
        var ledger = new Ledger("agents", new LedgerCaps(Tokens: 500));
        using var mind = Mind(ledger: ledger);
        var embeds = Asks(60, Shape.Vector(Model.Width)).Select(a => a with { Mode = AskMode.Embed }).ToArray();

        Assert.That(() => mind.Answer(Page(embeds)), Throws.InstanceOf<CapReachedException>());

        Assert.That(ledger.Snapshot().Calls, Is.EqualTo(16), "the texts that were begun together");
        Assert.That(ledger.Snapshot().PromptTokens, Is.Positive);
    }

    [Test]
    public void The_description_says_which_layout_and_why()
    {
        using var mind = Mind();
        using var undeclared = new LlamaMind(Model, new LlamaMindOptions { Parallel = 8, Threads = 1, FlashAttention = FlashAttention.Off });
        using var declared = new LlamaMind(Model, new LlamaMindOptions { Parallel = 8, AskCells = 300, Threads = 1, FlashAttention = FlashAttention.Off });

        Assert.That(mind.Description.Settings["layout"], Is.EqualTo(Layout.ToString().ToLowerInvariant()));
        Assert.That(undeclared.Description.Settings["layout"], Is.EqualTo("unified"));
        Assert.That(undeclared.Description.Settings["layout_why"], Does.Contain("not declared"));
        Assert.That(declared.Description.Settings["layout"], Is.EqualTo("separate"));
        Assert.That(declared.Description.Settings["ask_cells"], Is.EqualTo("512"));
    }

    [Test]
    public void A_sliding_window_keeps_the_unified_cache_and_refuses_the_other_by_name()
    {
        using var model = LlamaModel.Load(TinyModel("gemma3"));

        Assert.That(CacheChoice.Of(model, new LlamaMindOptions { AskCells = 256 }).Layout, Is.EqualTo(CacheLayout.Unified));
        Assert.That(() => CacheChoice.Of(model, new LlamaMindOptions { Layout = CacheLayout.Separate }), Throws.InstanceOf<InputException>().With.Message.Contains("sliding window"));
    }

    [Test]
    public void A_blank_before_a_word_is_drawn_with_it()
    {
        var ask = Asks(1, Shape.Choice("I agree", "I disagree"))[0];
        var masks = new TokenMasks(Model.Vocabulary.Count, t => Model.Vocabulary.Piece(t), t => !Model.Vocabulary.IsControl(t) && !Model.Vocabulary.IsEndOfGeneration(t));
        var drawing = new Drawing(ask, new Guide(new Automata().Of(ask.Shape), masks), Model.Vocabulary, new SamplerSettings(), null);

        Assert.That(drawing.Begin(), Is.EqualTo(Model.Vocabulary.TokenizeContinuation("I", special: false)));
    }

    private static string TinyModel(string architecture) => Testing.TinyModel.Path(architecture, "q8_0");

    // takes five more tokens at every step
    private sealed class Endless(int steps) : IAnswering
    {
        private int _read;

        public int ExpectedTokens => 4;

        public int[] Begin() => [];

        public Answered Whole() => throw new NotSupportedException();

        public Answered Refuse(string kind, string why) => new(null, "") { Kind = kind, Refusal = why };

        public Answered? Read(Slot slot, LogitRows logits)
        {
            if (++_read >= steps) return new Answered(new ScaleValue(1), "1");
            slot.Next([9, 10, 11, 12, 13]);
            return null;
        }
    }
}
