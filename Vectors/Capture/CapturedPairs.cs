namespace PersonaSim.Vectors.Capture;

/// <summary>Where an item's states stand in its work file.</summary>
/// <param name="Swapped">The same item with letters exchanged; null where it was not captured so.</param>
public sealed record CapturedPairs(CapturedItem Item, RecordPair Own, RecordPair? Swapped)
{
    internal static IReadOnlyList<CapturedPairs> Of(CaptureHeader header)
    {
        var places = header.Texts.Select((t, i) => (t, i)).ToDictionary(p => new PoleText(p.t.Item, p.t.Pole, p.t.Swapped), p => p.i);
        RecordPair? Pair(int item, bool swapped) => places.TryGetValue(new PoleText(item, Pole.High, swapped), out var high) ? new RecordPair(high, places[new PoleText(item, Pole.Low, swapped)]) : null;
        return [.. header.Items.Select((item, i) => new CapturedPairs(item, Pair(i, false)!.Value, Pair(i, true)))];
    }
}

/// <summary>The records of a high and a low text.</summary>
public readonly record struct RecordPair(int High, int Low);
