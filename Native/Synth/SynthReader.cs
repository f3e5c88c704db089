namespace PersonaSim.Native.Synth;

/// <summary>
/// A random model that really has traits and really answers a questionnaire by them. Words of each trait move a place of the residual stream that
/// is the trait; at the end of a prompt the model says the numbers 1 to 5 by trait x key of the sentence x order of the numbers, which it finds by
/// looking at the whole prompt. So contrast texts evoke the direction, a dose along it moves answers as the keys say, descriptions do too, and
/// what only says yes moves agreement whatever the key.
/// </summary>
/// <param name="Yes">Words that move agreement itself.</param>
/// <param name="No">The other pole.</param>
public sealed record SynthReader(IReadOnlyList<SynthReaderTrait> Traits, IReadOnlyList<string> Yes, IReadOnlyList<string> No)
{
    /// <summary>The five traits, in words that a synthetic vocabulary has as one token each.</summary>
    public static SynthReader Five { get; } = new(
        [new("E", "loud", "quiet", "talk", "alone"), new("A", "kind", "rude", "help", "hate"), new("C", "careful", "careless", "plan", "forget"), new("N", "anxious", "relaxed", "fear", "calm"), new("O", "creative", "practical", "change", "keep")],
        ["yes"],
        ["no"]);

    public override string ToString() => $"{string.Join("; ", Traits)}; {string.Join(',', Yes)} {string.Join(',', No)}";
}

/// <param name="High">The word that is the trait's high pole, wherever it stands.</param>
/// <param name="Plus">The word of a sentence that speaks for the trait when one agrees.</param>
/// <param name="Minus">Of one that speaks against it.</param>
public sealed record SynthReaderTrait(string Name, string High, string Low, string Plus, string Minus);
