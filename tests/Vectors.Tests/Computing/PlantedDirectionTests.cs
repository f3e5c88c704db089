using NUnit.Framework;
using PersonaSim.Testing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>A model in which the truth is known: what is planted is found where it was planted, and what is no trait does not pass as one.</summary>
public sealed class PlantedDirectionTests
{
    private static readonly NamedSet _loud = MarkerSets.Trait('E', PlantedModel.Loud.High.ToArray(), PlantedModel.Loud.Low.ToArray());
    private static readonly NamedSet _yes = MarkerSets.Trait('N', ["yes", "agree"], ["no", "disagree"], seed: 5);
    private static readonly NamedSet _letters = MarkerSets.LettersOnly('C');
    private TempFolder _folder = null!;
    private ComputedVectors _computed = null!;
    private float[] _truth = null!;

    [OneTimeSetUp]
    public void Compute()
    {
        _folder = new TempFolder();
        _computed = Computations.Run(PlantedModel.Path(PlantedModel.Loud, PlantedModel.Yes, PlantedModel.Good), Computations.Request(_folder.Path, _loud, _yes, _letters) with { KeepCaptures = true });
        _truth = PlantedModel.Loud.Direction(_computed.Agree.Width);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_planted_direction_is_found_behind_its_block_and_not_one_earlier()
    {
        var direction = Of("E").Direction;

        Assert.That(Cosine(direction, PlantedModel.Layer), Is.GreaterThan(0.95));
        Assert.That(Math.Abs(Cosine(direction, PlantedModel.Layer - 1)), Is.LessThan(0.3), "a capture that is one block off would find it here");
        Assert.That(Of("E").Refused, Is.Null);
        Assert.That(Of("E").Computed.PairAuc, Is.EqualTo(1));
        Assert.That(Of("E").Computed.Stability, Is.GreaterThan(0.9));
    }

    [TestCase(DirectionMethod.Pca)]
    [TestCase(DirectionMethod.ActAdd)]
    public void Other_methods_point_the_same_way(DirectionMethod method)
    {
        using var captures = CaptureFile.Open(VectorComputer.WorkPath(_folder.Path, "E"));

        var direction = TraitDirection.Of(captures, method);

        var place = direction.PlaceOf(PlantedModel.Layer);
        Assert.That(Cosine(direction, PlantedModel.Layer), Is.GreaterThan(method == DirectionMethod.Pca ? 0.95 : 0.8));
        if (method == DirectionMethod.Pca) Assert.That(direction.Norm(place), Is.EqualTo(Of("E").Direction.Norm(place)).Within(0.05 * direction.Norm(place)), "one dose of either goes as far");
    }

    [Test]
    public void A_planted_acquiescence_direction_is_recognised_and_does_not_pass_as_a_trait()
    {
        var refused = Of("N");

        Assert.That(refused.Refused, Does.Contain("agree").And.Contain("0.3"));
        Assert.That(Math.Abs(refused.Computed.Checks.Single(c => c.Against == "agree").Cosine), Is.GreaterThan(0.9));
        var letter = refused.Computed.Checks.Single(c => c.Against == "letter");
        TestContext.Out.WriteLine($"letters: cosine {letter.Cosine}, doses {letter.Doses}");
        Assert.That(Math.Abs(letter.Doses), Is.LessThan(0.1), "letters hardly matter here, whatever their direction's cosine");
        Assert.That(refused.Refused, Does.Not.Contain("letter"));
        Assert.That(File.Exists(refused.Path), Is.False);
        Assert.That(File.Exists(CardFile.PathOf(refused.Path)), Is.False);
    }

    [Test]
    public void A_set_that_only_varies_the_letter_is_refused()
    {
        var refused = Of("C");

        Assert.That(refused.Refused, Does.Contain("letter"));
        Assert.That(Math.Abs(refused.Computed.Checks.Single(c => c.Against == "letter").Cosine), Is.GreaterThan(0.9));
        Assert.That(File.Exists(refused.Path), Is.False);
    }

    [Test]
    public void The_file_read_back_equals_what_was_computed_and_the_card_names_it()
    {
        var trait = Of("E");
        var read = ControlVector.Read(trait.Path);
        var card = CardFile.Beside(trait.Path)!;

        Assert.That(read.Layers.Keys, Is.EqualTo(trait.Computed.Steered));
        foreach (var (layer, values) in read.Layers) Assert.That(values, Is.EqualTo(trait.Direction[trait.Direction.PlaceOf(layer)].ToArray()));
        Assert.That(read.ModelHint, Is.EqualTo("llama"));
        Assert.That(card.Status, Is.EqualTo("not calibrated"));
        Assert.That(card.Computed.Layers, Has.Count.EqualTo(6));
        Assert.That(card.Computed.Items, Is.EqualTo(trait.Computed.Items));
        Assert.That(card.Computed.Settings, Is.EqualTo(trait.Computed.Settings));
        Assert.That(card.Computed.Layers.Select(l => l.Norm), Is.EqualTo(trait.Computed.Layers.Select(l => l.Norm)));
    }

    [Test]
    public void The_file_is_what_llama_cpp_s_own_reader_takes()
    {
        var trait = Of("E");

        var read = LibraryGguf.Read(trait.Path);

        Assert.That(read.Architecture, Is.EqualTo("controlvector"));
        Assert.That(read.Tensors.Select(t => t.Name), Is.EqualTo(trait.Computed.Steered.Select(l => $"direction.{l}")));
        foreach (var ((_, values), layer) in read.Tensors.Zip(trait.Computed.Steered)) Assert.That(values, Is.EqualTo(trait.Direction[trait.Direction.PlaceOf(layer)].ToArray()));
    }

    [Test]
    public void A_direction_from_four_facets_measures_the_other_two()
    {
        using var captures = CaptureFile.Open(VectorComputer.WorkPath(_folder.Path, "E"));

        foreach (var (fit, measure) in FacetFolds.Three)
        {
            var direction = TraitDirection.OfFacets(captures, fit);
            var elsewhere = Projections.Of(captures, [.. captures.Items.Where(i => measure.Contains(i.Item.Facet)).Select(i => i.Own)], direction);

            Assert.That(fit.Intersect(measure), Is.Empty);
            Assert.That(fit.Count + measure.Count, Is.EqualTo(6));
            Assert.That(Cosine(direction, PlantedModel.Layer), Is.GreaterThan(0.95));
            Assert.That(elsewhere.PairAuc(direction.PlaceOf(PlantedModel.Layer)), Is.EqualTo(1));
        }

        Assert.That(FacetFolds.Three.SelectMany(f => f.Measure), Is.EquivalentTo(Enumerable.Range(1, 6)));
    }

    [Test]
    public void Placebos_are_as_long_as_the_real_direction_and_do_not_point_its_way()
    {
        using var captures = CaptureFile.Open(VectorComputer.WorkPath(_folder.Path, "E"));
        var real = Of("E").Direction;

        var permuted = Placebos.Permuted(captures, real, seed: 4, first: 0, count: 40);
        var isotropic = Enumerable.Range(0, 40).Select(n => Placebos.Isotropic(real, 4, n)).ToArray();

        var place = real.PlaceOf(PlantedModel.Layer);
        foreach (var placebo in permuted.Concat(isotropic))
        {
            for (var l = 0; l < real.Layers.Count; l++) Assert.That(placebo.Norm(l), Is.EqualTo(real.Norm(l)).Within(1e-4 * real.Norm(l)));
        }

        // 36 signs: the mean cosine is 0, and its own error 1/sqrt(40) of the spread
        Assert.That(Math.Abs(permuted.Average(p => p.Cosine(real, place))), Is.LessThan(0.5));
        Assert.That(permuted.Average(p => p.Cosine(real, place) > 0 ? 1 : 0), Is.InRange(0.2, 0.8));
        Assert.That(isotropic.Max(p => Math.Abs(p.Cosine(real, place))), Is.LessThan(0.5));
        var again = Placebos.Permuted(captures, real, seed: 4, first: 7, count: 1)[0];
        Assert.That(again[place].ToArray(), Is.EqualTo(permuted[7][place].ToArray()), "a placebo is known by its number, however many are asked for at once");
        Assert.That(Placebos.Isotropic(real, 5, 0)[place].ToArray(), Is.Not.EqualTo(isotropic[0][place].ToArray()));
    }

    [Test]
    public void What_is_projected_off_is_gone_and_the_rest_stays()
    {
        var (yes, loud) = (Of("N").Direction, Of("E").Direction);

        var off = Projection.Off(yes, _computed.Agree, _computed.Valence);
        var rest = Projection.Off(loud, _computed.Agree, _computed.Valence, _computed.Agree);

        var place = yes.PlaceOf(PlantedModel.Layer);
        Assert.That(Math.Abs(off.Cosine(_computed.Agree, place)), Is.LessThan(1e-4));
        Assert.That(Math.Abs(off.Cosine(_computed.Valence, place)), Is.LessThan(1e-4));
        Assert.That(off.Norm(place), Is.LessThan(0.4 * yes.Norm(place)), "it was mostly acquiescence");
        Assert.That(rest.Cosine(loud, place), Is.GreaterThan(0.95), "the trait was not");
    }

    [Test]
    public void Captured_states_are_kept_for_whoever_calibrates_and_are_those_of_the_card()
    {
        using var captures = CaptureFile.Open(VectorComputer.WorkPath(_folder.Path, "E"));

        Assert.That(captures.IsComplete);
        Assert.That(TraitDirection.Of(captures)[2].ToArray(), Is.EqualTo(Of("E").Direction[2].ToArray()));
        Assert.That(captures.Items.Count(i => i.Swapped is not null), Is.EqualTo(captures.Items.Count(i => i.Item is { Kind: Vectors.Contrast.ContrastKind.Scenario, Split: Vectors.Contrast.ContrastSplit.Train })));
    }

    private TraitVector Of(string trait) => _computed.Traits.Single(t => t.Trait == trait);

    private double Cosine(LayerVectors direction, int layer)
    {
        var place = direction.PlaceOf(layer);
        return direction[place].ToArray().Zip(_truth, (a, b) => (double)a * b).Sum() / direction.Norm(place);
    }
}
