using PersonaSim.Native.Models;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Computing;

/// <summary>Makes the directions of captured sets, chooses their layers, and holds each against its own held-out items and against what it must not be.</summary>
internal sealed class VectorJudge
{
    /// <summary>Above it a direction is mostly something else. Human traits do correlate, so between traits it only warns.</summary>
    public const double MostCosine = 0.3;

    public const string LetterName = "letter";

    private readonly LlamaModel _model;
    private readonly ComputeRequest _request;
    private readonly CaptureSettings _settings;
    private readonly IReadOnlyList<CaptureFile> _traits;
    private readonly Made[] _made;
    private readonly (string Name, LayerVectors Direction, double[] PairAuc, double? Limit)[] _controls;

    private sealed record Made(CaptureFile Captures, LayerVectors Direction, LayerVectors? Letter, double[]? Nested, LayerChoice Layers);

    /// <param name="files">Of the traits, in the request's order, then of agree and valence.</param>
    public VectorJudge(LlamaModel model, ComputeRequest request, CaptureSettings settings, IReadOnlyList<CaptureFile> files)
    {
        (_model, _request, _settings) = (model, request, settings);
        _traits = [.. files.SkipLast(2)];
        _made = [.. _traits.Select(Make)];
        _controls = [Control(files[^2], MostCosine), Control(files[^1], limit: null)];
    }

    public ComputedVectors Judge() => new([.. _made.Select((_, i) => Judge(i))], _controls[0].Direction, _controls[1].Direction, 0, 0, 0);

    private Made Make(CaptureFile captures)
    {
        var nested = _request.Layers is null ? LayerChoice.Scores(captures) : null;
        var layers = _request.Layers ?? LayerChoice.Auto(captures.Header.Layers, nested!, _model.Layers);
        return new Made(captures, TraitDirection.Of(captures, _request.Method), TraitDirection.Letter(captures), nested, layers);
    }

    // a control is always the mean difference, whatever the traits' method: it is what they are compared with
    private static (string, LayerVectors, double[], double?) Control(CaptureFile captures, double? limit)
    {
        var direction = TraitDirection.Of(captures);
        var projections = HeldOut(captures, direction);
        return (captures.Header.Set, direction, [.. Enumerable.Range(0, direction.Layers.Count).Select(projections.PairAuc)], limit);
    }

    private TraitVector Judge(int index)
    {
        var made = _made[index];
        var name = made.Captures.Header.Set;
        var layers = made.Captures.Header.Layers;
        var others = Others(index, made);
        var (stability, residual, held) = (Stability(made.Captures), Residual(made.Captures), HeldOut(made.Captures, made.Direction));
        var steered = made.Layers.Layers.ToList();
        LayerFigures Figures(int place) => new(
            layers[place],
            steered.Contains(layers[place]),
            CardFile.Round(made.Direction.Norm(place)),
            CardFile.Round(residual[place]),
            stability is null ? null : CardFile.Round(stability[place]),
            CardFile.Round(held.PairAuc(place)),
            CardFile.Round(held.Auc(place)),
            made.Nested is null ? null : CardFile.Round(made.Nested[place]),
            others.ToDictionary(o => o.Name, o => CardFile.Round(made.Direction.Cosine(o.Direction, place)), StringComparer.Ordinal));
        LayerFigures[] figures = [.. Enumerable.Range(0, layers.Count).Select(Figures)];
        var used = figures.Where(f => f.Steered).ToList();
        int[] places = [.. steered.Select(made.Direction.PlaceOf)];
        double Doses(LayerVectors other, int place) => made.Direction.Norm(place) is > 0 and var norm ? made.Direction.Cosine(other, place) * other.Norm(place) / norm : 0;
        CardCheck[] checks = [.. others.Select(o => new CardCheck(
            o.Name,
            used.Select(f => f.Cosines[o.Name]).MaxBy(Math.Abs),
            CardFile.Round(places.Select(p => Doses(o.Direction, p)).MaxBy(Math.Abs)),
            o.Limit,
            o.PairAuc is null ? null : CardFile.Round(places.Average(p => o.PairAuc[p]))))];
        var items = made.Captures.Items.Select(i => i.Item).ToList();
        var computed = new ComputedSection(
            new CardModel(Path.GetFileNameWithoutExtension(_model.Path), _request.ModelSha256, _model.Architecture, _model.Description, _model.Layers, _model.Width) { Base = BaseModel.Read(_model.Path, _request.ModelSha256).Base },
            new CardItems(name, made.Captures.Header.SetSha256, items.Count(i => i.Split == ContrastSplit.Train), items.Count(i => i.Split == ContrastSplit.Test)),
            _settings,
            _request.Method,
            ComputedSection.HalfDistance,
            _request.Layers is null ? LayerChoice.Automatic : LayerChoice.Given,
            steered,
            stability is null ? null : CardFile.Round(used.Average(f => f.Stability!.Value)),
            CardFile.Round(used.Average(f => f.PairAuc)),
            CardFile.Round(used.Average(f => f.Auc)),
            checks,
            figures);
        return new TraitVector(name, Path.Combine(_request.Folder, name + ".gguf"), made.Direction, made.Letter, computed, Refusal(name, computed), [.. Warnings(name, computed)]);
    }

    private List<(string Name, LayerVectors Direction, double[]? PairAuc, double? Limit)> Others(int index, Made made)
    {
        var others = new List<(string, LayerVectors, double[]?, double?)>();
        for (var i = 0; i < _made.Length; i++)
        {
            if (i != index) others.Add((_made[i].Captures.Header.Set, _made[i].Direction, null, MostCosine));
        }

        if (made.Letter is { } letter) others.Add((LetterName, letter, null, MostCosine));
        others.AddRange(_controls.Select(c => (c.Name, c.Direction, (double[]?)c.PairAuc, c.Limit)));
        return others;
    }

    private string? Refusal(string name, ComputedSection computed)
    {
        if (computed.Layers.Where(f => f.Steered).Any(f => f.Norm == 0)) return $"{name}: the poles' hidden states do not differ at all at the steered layers, so there is no direction; the set's high and low texts are the same to this model.";
        var reasons = computed.Checks.Where(Fails).Select(c => c.Against == LetterName
            ? $"cosine {c.Cosine:0.00} with the direction from one answer letter to the other (balance the letters of its items)"
            : $"cosine {c.Cosine:0.00} with the direction of yes against no, {c.Against} (look for items whose high option says yes or agrees)").ToList();
        return reasons.Count == 0 ? null : $"{name}: its direction has {string.Join(" and ", reasons)} at one of layers {computed.Steered[0]} to {computed.Steered[^1]}; at most {MostCosine} is let pass, because it would steer that and not {name}. Change the set, or take other layers (--layers a-b).";
    }

    // The letters' direction is measured on the same words, so where letters hardly matter it is very short, and what is left of it may point
    // anywhere, also along a strong trait: it counts where exchanging the letters moves as far as a good part of a dose.
    private bool Fails(CardCheck check) => check.Limit is { } limit && !IsTrait(check.Against) && Math.Abs(check.Cosine) > limit && (check.Against != LetterName || Math.Abs(check.Doses) > limit);

    private IEnumerable<string> Warnings(string name, ComputedSection computed)
    {
        foreach (var check in computed.Checks.Where(c => c.Limit is { } limit && Math.Abs(c.Cosine) > limit && !Fails(c)))
        {
            yield return IsTrait(check.Against)
                ? $"{name} and {check.Against} have cosine {check.Cosine:0.00} at one of {name}'s layers: a dose of one moves the other (human traits do correlate, too)."
                : $"{name} has cosine {check.Cosine:0.00} with the direction from one letter to the other at one of its layers; letters move only {Math.Abs(check.Doses):0.00} doses along it, so it passes.";
        }
    }

    private bool IsTrait(string name) => _traits.Any(t => t.Header.Set == name);

    private double[]? Stability(CaptureFile captures)
    {
        var half = TraitDirection.Half(captures);
        if (_request.Method == DirectionMethod.ActAdd || captures.Items.Count(i => i.Item.Split == ContrastSplit.Train) < 2) return null; // a single pair has no halves
        var (first, second) = (TraitDirection.Of(captures, _request.Method, i => half.Contains(i.Id)), TraitDirection.Of(captures, _request.Method, i => !half.Contains(i.Id)));
        return [.. Enumerable.Range(0, first.Layers.Count).Select(l => first.Cosine(second, l))];
    }

    private static Projections HeldOut(CaptureFile captures, LayerVectors direction) =>
        Projections.Of(captures, [.. captures.Items.Where(i => i.Item.Split == ContrastSplit.Test).Select(i => i.Own)], direction);

    // of the train texts in their own order: what a dose will be added to, as far as these texts are like a run's
    private static double[] Residual(CaptureFile captures)
    {
        var layers = captures.Header.Layers.Count;
        var sums = new double[layers];
        var texts = captures.Items.Where(i => i.Item.Split == ContrastSplit.Train).SelectMany(i => new[] { i.Own.High, i.Own.Low }).ToList();
        foreach (var text in texts)
        {
            var lengths = captures.Read(text)[^layers..];
            for (var l = 0; l < layers; l++) sums[l] += lengths[l];
        }

        return [.. sums.Select(s => s / texts.Count)];
    }
}
