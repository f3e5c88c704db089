using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Tests.Measures.Probes;
using PersonaSim.Engine.Tests.Measures.Psychometrics;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

/// <summary>
/// Real decoders with random weights, which know no trait: the whole path from steered asks to verdicts, with pairs of hidden states that differ by
/// chance, the real direction being their mean difference and the permuted ones the same pairs with other signs.
/// </summary>
public sealed class RandomWeightTests
{
    private const int Layers = 3, Width = 32, Pairs = 24, Steered = 1;

    [Test]
    public void A_model_without_traits_gives_no_steered_one()
    {
        Assert.That(Family(1), Is.False);
    }

    [Test]
    public void A_real_decoder_does_the_tasks_and_talks_under_doses_and_random_weights_know_none_of_it()
    {
        using var model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        var direction = NamedDirection.Of("E", new LayerVectors([1], [[.. Enumerable.Range(0, model.Width).Select(i => i % 2 == 0 ? 0.5f : -0.5f)]]));

        var section = new CapabilityStudy(d => Mind(model, d), Parlours.Prompts, Sheets.Respondents, DoseScope.Suffix).Run(direction, [-1, 0, 1], new Dictionary<int, double> { [1] = 10 });

        Assert.That(section.NotMeasurable, Is.EquivalentTo(CapabilityTask.Names));
        Assert.That(section.Doses.Select(d => d.NatsPerCharacter), Has.All.GreaterThan(0.5), "random text");
        Assert.That(section.Doses.Select(d => d.NatsPerCharacter), Is.Unique, "the dose must reach what is said");
        Assert.That(section.Usable, Is.Not.Null, "dose 0 loses nothing against itself");
    }

    [Test]
    [Category("Full")]
    public void Over_a_hundred_models_at_most_five_families_have_a_steered_trait()
    {
        var wrong = 0;
        for (var seed = 1; seed <= 100; seed++)
        {
            wrong += Family((ulong)seed) ? 1 : 0;
            if (seed % 5 == 0) TestContext.Progress.WriteLine($"{wrong} of {seed} families"); // some minutes
        }

        Assert.That(wrong, Is.LessThanOrEqualTo(5));
    }

    private static bool Family(ulong seed)
    {
        using var model = LlamaModel.Load(TinyModel.Path(SynthSpec.Parse("llama", "tiny", "f32", seed, sizes: new SynthSizes { Layers = Layers, Width = Width, Heads = 2, FeedForward = 32, Vocabulary = 512 })));
        var chosen = Sheets.Ipip.Items.GroupBy(i => (i.Trait, i.Plus)).SelectMany(g => g.OrderBy(i => i.Forward.Length).Take(2)).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        // the sentence alone, in two orders: a random model reads no instruction, and tokens are what takes time
        TestItem[] items = [.. Sheets.Ipip.Items.Where(i => chosen.Contains(i.Id)).Select(i => i with { Forward = i.Text + " 1-5", Reversed = i.Text + " 5-1" })];
        var form = new TestForm("few", 5, 1, items);
        var bench = new CalibrationBench(d => Mind(model, d), Sheets.Respondents, DoseScope.Generated, new SheetFile(null), "random", leastMass: 0);
        var steered = false;
        foreach (var trait in TraitFacets.Letters)
        {
            var (section, verdict, _) = new ControlStudy(bench, form.Only(i => i.Trait == trait), new CalibrationSettings { Permuted = SteeringVerdict.Fewest, Isotropic = 0, KlMatched = 0 }).Run(Material(trait, seed));
            Assert.That(section.Permuted.Count, Is.EqualTo(SteeringVerdict.Fewest));
            Assert.That(section.Permuted.Sd, Is.GreaterThan(0), "doses must reach the answers");
            steered |= verdict == CalibrationVerdict.Steered;
        }

        return steered;
    }

    private static TraitMaterial Material(char trait, ulong seed)
    {
        var rng = new CounterRng(seed, trait);
        var pairs = Enumerable.Range(0, Pairs).Select(_ => Enumerable.Range(0, Width).Select(_ => rng.NextNormal()).ToArray()).ToList();
        LayerVectors Sum(Func<int, double> sign)
        {
            var sum = new double[Width];
            for (var p = 0; p < Pairs; p++)
            {
                for (var i = 0; i < Width; i++) sum[i] += sign(p) * pairs[p][i];
            }

            var length = Math.Sqrt(sum.Sum(v => v * v));
            return new LayerVectors([Steered], [[.. sum.Select(v => (float)(v / length))]]);
        }

        var signs = Enumerable.Range(0, SteeringVerdict.Fewest).Select(_ => Enumerable.Range(0, Pairs).Select(_ => rng.NextInt(2) == 0 ? 1.0 : -1).ToArray()).ToList();
        return new TraitMaterial(trait, Sum(_ => 1), [.. signs.Select(s => Sum(p => s[p]))], [], [], [], null, new Dictionary<int, double> { [Steered] = 1 });
    }

    private static LlamaMind Mind(LlamaModel model, IReadOnlyList<NamedDirection> directions)
    {
        SteeringTable? table = null;
        foreach (var direction in directions) (table ??= new SteeringTable(model.Width, model.Layers)).Add(direction.Name, direction.Layers);
        return new LlamaMind(model, new LlamaMindOptions { Parallel = 32, Prefixes = 1, Cells = 8192, BatchTokens = 512, FlashAttention = FlashAttention.Off, Threads = 1, Layout = CacheLayout.Unified, Steering = table }, null);
    }
}
