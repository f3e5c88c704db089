using PersonaSim.Native;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Directions;

/// <summary>Directions from captured pairs, from any selection of items: all facets, four of them, a half.</summary>
public static class TraitDirection
{
    /// <summary>From the train items that <paramref name="select"/> takes; null takes all.</summary>
    public static LayerVectors Of(CaptureFile captures, DirectionMethod method = DirectionMethod.Mean, Func<CapturedItem, bool>? select = null)
    {
        var pairs = Train(captures, select);
        return method switch
        {
            DirectionMethod.Mean => Mean(captures, pairs),
            DirectionMethod.Pca => PrincipalComponent.Of(captures, pairs, Mean(captures, pairs)),
            _ => Mean(captures, [pairs[0]]),
        };
    }

    /// <summary>From some facets only, without capturing anything again: what the others measure is then not what made it.</summary>
    public static LayerVectors OfFacets(CaptureFile captures, IReadOnlySet<int> facets, DirectionMethod method = DirectionMethod.Mean) => Of(captures, method, i => facets.Contains(i.Facet));

    /// <summary>First letter against second, with the poles balanced: the same items with letters and order exchanged, the difference taken where only these differ.</summary>
    public static LayerVectors Letter(CaptureFile captures)
    {
        var swapped = captures.Items.Where(i => i.Swapped is not null).ToList();
        if (swapped.Count == 0) throw new InputException($"{captures.Header.Set} has no train scenarios, so that there are no letters to exchange: a direction from it cannot be checked against them. Add scenarios.");
        // high carries the first letter in `first`: (high, low) in the item's own order is first - second, in the exchanged one second - first
        RecordPair[] pairs = [.. swapped.SelectMany(i => new[] { i.Own, i.Swapped!.Value })];
        return PairSums.Of(captures, pairs, 1, (_, p) => (swapped[p / 2].Item.HighFirst!.Value == (p % 2 == 0) ? 1f : -1f) / (2 * pairs.Length))[0];
    }

    /// <summary>The two halves of the train items, alternating within each facet and kind, so that both hold the same mixture.</summary>
    public static (LayerVectors First, LayerVectors Second) Halves(CaptureFile captures)
    {
        var items = captures.Items.Where(i => i.Item.Split == ContrastSplit.Train).ToList();
        var half = new int[items.Count];
        foreach (var group in Enumerable.Range(0, items.Count).GroupBy(i => (items[i].Item.Facet, items[i].Item.Kind)))
        {
            var n = 0;
            foreach (var i in group) half[i] = n++ % 2;
        }

        var counts = new[] { half.Count(h => h == 0), half.Count(h => h == 1) };
        var sums = PairSums.Of(captures, [.. items.Select(i => i.Own)], 2, (k, p) => half[p] == k ? 1f / (2 * counts[k]) : 0);
        return (sums[0], sums[1]);
    }

    internal static IReadOnlyList<RecordPair> Train(CaptureFile captures, Func<CapturedItem, bool>? select)
    {
        RecordPair[] pairs = [.. captures.Items.Where(i => i.Item.Split == ContrastSplit.Train && (select is null || select(i.Item))).Select(i => i.Own)];
        return pairs.Length > 0 ? pairs : throw new InputException($"{captures.Header.Set} has no train items in this selection, so there is nothing to make a direction from.");
    }

    private static LayerVectors Mean(CaptureFile captures, IReadOnlyList<RecordPair> pairs) => PairSums.Of(captures, pairs, 1, (_, _) => 1f / (2 * pairs.Count))[0];
}
