using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>The small parts, against what can be counted by hand.</summary>
public sealed class DirectionMathTests
{
    [Test]
    public void An_auc_counts_combinations_and_pairs()
    {
        var projections = new Projections([[3], [1], [2]], [[2], [0], [2.5]]);

        // 3 > all three; 1 > 0; 2 > 0 and ties with 2: 3 + 1 + 1.5 of 9
        Assert.That(projections.Auc(0), Is.EqualTo(5.5 / 9).Within(1e-12));
        Assert.That(projections.PairAuc(0), Is.EqualTo(2.0 / 3).Within(1e-12));
        Assert.That(new Projections([[1], [1]], [[0], [0]]).Effect(0), Is.EqualTo(1e6), "differences of no spread");
    }

    [Test]
    public void Layers_are_a_run_around_the_best_in_the_middle_of_the_depth()
    {
        int[] layers = [.. Enumerable.Range(1, 22)]; // of 24 blocks
        double[] scores = [.. layers.Select(l => l is >= 10 and <= 13 ? 5.0 : l >= 20 ? 9 : 1)];

        Assert.That(LayerChoice.Auto(layers, scores, 24), Is.EqualTo(new LayerChoice(11, 12)), "layers 20 and up are too late to steer; 10 and 13 have a weak neighbour");
        Assert.That(LayerChoice.Auto(layers, [.. layers.Select(_ => 1.0)], 24).Layers.Count(), Is.EqualTo(8), "at most a third");
        Assert.That(LayerChoice.Auto([1], [0.5], 3), Is.EqualTo(new LayerChoice(1, 1)));
        Assert.That(LayerChoice.Auto([1, 2], [-2, -1], 4).Layers, Is.Not.Empty, "a set that says nothing still has layers, and its AUC says what they are worth");
    }

    [Test]
    public void A_pole_is_rendered_as_the_model_would_say_it()
    {
        using var model = LlamaModel.Load(PlantedModel.Unplanted("q8_0"));
        var renderer = new PoleRenderer(model, Computations.Frames);
        var item = MarkerSets.Trait('E', ["loud"], ["quiet"]).Set.Items[0]; // first: low

        string Text(Pole pole, bool swapped, CapturePosition position, bool spanOnly)
        {
            var text = renderer.Render(item, pole, swapped, position);
            var tokens = text.Tokens.ToArray();
            return model.Vocabulary.Detokenize(spanOnly ? tokens[text.First..text.End] : tokens, special: true);
        }

        Assert.That(item.HighFirst, Is.False);
        Assert.That(Text(Pole.High, false, CapturePosition.Span, spanOnly: false), Is.EqualTo(
            $"<|im_start|>user\n{item.Situation}\n\nA) {item.Low}\nB) {item.High}\n\nWhich one is your answer? Reply with its letter and its words.<|im_end|>\n<|im_start|>assistant\nB) {item.High}"));
        Assert.That(Text(Pole.High, true, CapturePosition.Span, spanOnly: false), Does.Contain($"A) {item.High}\nB) {item.Low}").And.EndsWith("A) " + item.High));
        Assert.That(Text(Pole.Low, false, CapturePosition.Span, spanOnly: true), Is.EqualTo(" " + item.Low));
        Assert.That(Text(Pole.Low, false, CapturePosition.Answer, spanOnly: true), Is.EqualTo("A) " + item.Low));
        Assert.That(Text(Pole.Low, false, CapturePosition.Last, spanOnly: true), Is.EqualTo("."));
    }
}
