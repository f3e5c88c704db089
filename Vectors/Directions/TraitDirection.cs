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

    /// <summary>
    /// First letter against second, with the poles balanced: the same items with letters and order exchanged, the difference taken where only these
    /// differ. Null where the set has no train scenarios, and therefore no letters.
    /// </summary>
    public static LayerVectors? Letter(CaptureFile captures)
    {
        var swapped = captures.Items.Where(i => i.Swapped is not null).ToList();
        if (swapped.Count == 0) return null;
        // in its own order high - low is first - second letter where high comes first; in the exchanged one it is the other way round
        RecordPair[] pairs = [.. swapped.SelectMany(i => new[] { i.Own, i.Swapped!.Value })];
        return PairSums.Of(captures, pairs, 1, (_, p) => (swapped[p / 2].Item.HighFirst!.Value == (p % 2 == 0) ? 1f : -1f) / (2 * pairs.Length))[0];
    }

    /// <summary>The ids of half of the train items, every second when they are sorted by facet and kind, so that both halves hold the same mixture.</summary>
    public static IReadOnlySet<string> Half(CaptureFile captures) =>
        captures.Items.Select(i => i.Item).Where(i => i.Split == ContrastSplit.Train).GroupBy(i => (i.Facet, i.Kind)).SelectMany(g => g).Where((_, n) => n % 2 == 0).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);

    internal static IReadOnlyList<RecordPair> Train(CaptureFile captures, Func<CapturedItem, bool>? select)
    {
        RecordPair[] pairs = [.. captures.Items.Where(i => i.Item.Split == ContrastSplit.Train && (select is null || select(i.Item))).Select(i => i.Own)];
        return pairs.Length > 0 ? pairs : throw new InputException($"{captures.Header.Set} has no train items in this selection, so there is nothing to make a direction from.");
    }

    private static LayerVectors Mean(CaptureFile captures, IReadOnlyList<RecordPair> pairs) => PairSums.Of(captures, pairs, 1, (_, _) => 1f / (2 * pairs.Count))[0];
}
