using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Capture;

/// <summary>One pole of an item as it is captured.</summary>
/// <param name="Item">Place in the set.</param>
/// <param name="Swapped">Letters and order of the options are exchanged.</param>
public readonly record struct PoleText(int Item, Pole Pole, bool Swapped)
{
    /// <summary>The texts of a set, in the order of its captures: both poles of every item; of the train scenarios also with letters exchanged.</summary>
    public static IEnumerable<PoleText> Of(ContrastSet set)
    {
        for (var i = 0; i < set.Items.Count; i++)
        {
            yield return new PoleText(i, Pole.High, false);
            yield return new PoleText(i, Pole.Low, false);
            // a control has no letter direction of its own to be compared with
            if (set.Rules == ContrastRules.Control || set.Items[i] is not { Kind: ContrastKind.Scenario, Split: ContrastSplit.Train }) continue;
            yield return new PoleText(i, Pole.High, true);
            yield return new PoleText(i, Pole.Low, true);
        }
    }
}
