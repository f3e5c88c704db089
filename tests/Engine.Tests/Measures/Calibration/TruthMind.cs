using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Psychometrics;
using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

/// <summary>
/// A reader in which the truth is known: each trait has an axis in a space of <see cref="Width"/>, a dose moves the trait by its part along the axis,
/// and items are answered by the graded response model. Calibration meets it along its own path, from asks to sheets.
/// </summary>
internal sealed class TruthMind(TestForm form, IReadOnlyList<NamedDirection> directions, IReadOnlyDictionary<string, Respondent> people, Func<double, double>? response = null) : IMind
{
    public const int Width = 64;
    public const int Layer = 4;

    public MindDescription Description { get; } = new("truth", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Where agreement itself is moved, whatever the item says.</summary>
    public const char Yes = 'Y';

    /// <summary>The axis of a trait: unit length, at right angles to the others.</summary>
    public static float[] Axis(char trait)
    {
        var rng = new CounterRng(trait);
        var (place, share) = ("EACNOY".IndexOf(trait), Width / 8);
        var values = new double[Width];
        for (var i = place * share; i < (place + 1) * share; i++) values[i] = rng.NextNormal();
        var length = Math.Sqrt(values.Sum(v => v * v));
        return [.. values.Select(v => (float)(v / length))];
    }

    public static LayerVectors Direction(params (char Trait, double Amount)[] parts)
    {
        var values = new float[Width];
        foreach (var (trait, amount) in parts)
        {
            var axis = Axis(trait);
            for (var i = 0; i < Width; i++) values[i] += (float)amount * axis[i];
        }

        return new LayerVectors([Layer], [values]);
    }

    public static LayerVectors Noise(double length, ulong seed, int number)
    {
        var rng = new CounterRng(seed, (ulong)number);
        var vector = new LayerVectors([Layer], [[.. Enumerable.Range(0, Width).Select(_ => (float)rng.NextNormal())]]);
        return vector.Scaled(_ => length / vector.Norm(0));
    }

    public static TraitMaterial Material(char trait, LayerVectors real, int permuted = 99, ulong seed = 7) => new(
        trait,
        real,
        [.. Enumerable.Range(0, permuted).Select(n => Noise(real.Norm(0), seed, n))],
        [.. Enumerable.Range(0, 5).Select(n => Noise(real.Norm(0), seed + 1, n))],
        [("agree", Noise(real.Norm(0), seed + 2, 0))],
        [.. FacetFolds.Three.Select(f => (real, f.Measure))],
        real,
        new Dictionary<int, double> { [Layer] = 4 });

    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        var answers = page.Asks.Select(Answer).ToList();
        foreach (var answer in answers) answered?.Invoke(answer);
        return answers;
    }

    public void Dispose()
    {
    }

    private Answer Answer(Ask ask)
    {
        var asked = ask.Key.Phase.EndsWith(Sheets.Scenarios.Name, StringComparison.Ordinal) ? Sheets.Scenarios : form;
        var item = asked[ask.Key.Purpose];
        var trait = people.TryGetValue(ask.Key.Who, out var person) ? person.Meant!.Value[item.Trait] : 0;
        var along = Along(ask, item.Trait);
        trait += response?.Invoke(along) ?? along;
        // items differ a little, so that intervals over them are not nothing
        var slope = 1 + (0.2 * Math.Sin(item.Id.Sum(c => c)));
        var level = (slope * (item.Plus ? trait : -trait)) + Along(ask, Yes);
        var probabilities = asked.Points == 2 ? [1 - GradedResponse.High(level), GradedResponse.High(level)] : GradedResponse.Five(level);
        if (ask.Key.N == Administration.Reversed) Array.Reverse(probabilities);
        return new Answer(ask.Key, new ScoresValue(probabilities, 1), AnswerSource.Model);
    }

    private double Along(Ask ask, char trait)
    {
        var axis = Axis(trait);
        return ask.Doses.Sum(d => d.Dose * directions.Single(n => n.Name == d.Direction).Layers[Layer].Zip(axis, (v, a) => (double)v * a).Sum());
    }
}
