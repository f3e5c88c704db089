using System.Globalization;
using PersonaSim.Native;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Directions;

/// <summary>
/// Which layers a direction stands behind. <c>auto</c>: every fourth train item of each facet is set aside, a mean direction is made from the
/// others, and each layer is judged by the effect size of the set-aside pairs along it (mean over standard deviation), averaged with its neighbours.
/// The best layer between a fifth and four fifths of the depth, and those around it that reach 90 % of it, at most a third of the depth. Held-out
/// items have no part in it, and those that choose have none in judging.
/// </summary>
public sealed record LayerChoice(int First, int Last)
{
    /// <summary>The rules' names in cards.</summary>
    public const string Automatic = "auto", Given = "given";

    private const int Aside = 4;
    private const double Reach = 0.9;

    /// <summary>Null: auto.</summary>
    public static LayerChoice? Parse(string text)
    {
        if (text == Automatic) return null;
        var parts = text.Split('-');
        int Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Wrong();
        InputException Wrong() => new($"--layers takes auto, a block's number, or a range such as 8-14, not '{text}'.");
        if (parts.Length > 2) throw Wrong();
        var (first, last) = (Number(parts[0]), Number(parts[^1]));
        return first <= last ? new LayerChoice(first, last) : throw new InputException($"--layers {text} ends before it begins; did you mean {last}-{first}?");
    }

    public IEnumerable<int> Layers => Enumerable.Range(First, Last - First + 1);

    /// <summary>The nested split of one set: what each layer scores on the items set aside.</summary>
    public static double[] Scores(CaptureFile captures)
    {
        var aside = new HashSet<string>(StringComparer.Ordinal);
        foreach (var facet in captures.Items.Where(i => i.Item.Split == ContrastSplit.Train).GroupBy(i => i.Item.Facet))
        {
            foreach (var (item, n) in facet.Select((item, n) => (item, n)))
            {
                if (n % Aside == 1) aside.Add(item.Item.Id);
            }
        }

        if (aside.Count < 2) throw new InputException($"{captures.Header.Set} has too few train items to set some aside for choosing layers; give the layers (--layers a-b), or add items.");
        var direction = TraitDirection.Of(captures, DirectionMethod.Mean, i => !aside.Contains(i.Id));
        var projections = Projections.Of(captures, [.. captures.Items.Where(i => i.Item.Split == ContrastSplit.Train && aside.Contains(i.Item.Id)).Select(i => i.Own)], direction);
        return [.. Enumerable.Range(0, captures.Header.Layers.Count).Select(projections.Effect)];
    }

    /// <param name="layers">Captured blocks, ascending and without a gap.</param>
    /// <param name="scores">One for each.</param>
    /// <param name="depth">Blocks of the model.</param>
    public static LayerChoice Auto(IReadOnlyList<int> layers, IReadOnlyList<double> scores, int depth)
    {
        double Smooth(int place) => Enumerable.Range(place - 1, 3).Where(p => p >= 0 && p < layers.Count).Average(p => scores[p]);
        var allowed = Enumerable.Range(0, layers.Count).Where(p => layers[p] >= 0.2 * depth && layers[p] < 0.8 * depth).ToList();
        if (allowed.Count == 0) allowed = [.. Enumerable.Range(0, layers.Count)];
        var best = allowed.MaxBy(Smooth);
        var (first, last) = (best, best);
        var most = Math.Max(1, (depth + 2) / 3);
        while (last - first + 1 < most)
        {
            bool Fits(int p) => allowed.Contains(p) && Smooth(p) >= Reach * Smooth(best);
            var (down, up) = (Fits(first - 1), Fits(last + 1));
            if (!down && !up) break;
            if (up && (!down || Smooth(last + 1) >= Smooth(first - 1))) last++;
            else first--;
        }

        return new LayerChoice(layers[first], layers[last]);
    }

    public override string ToString() => First == Last ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
