namespace PersonaSim.Native.Decoding;

/// <summary>How one token is chosen from a row of logits; names and neutral values are llama.cpp's.</summary>
public sealed record SamplerSettings
{
    /// <summary>The highest-scored token, always.</summary>
    public static SamplerSettings Greedy { get; } = new() { Temperature = 0, TopP = 1 };

    /// <summary>0 takes the highest logit after the penalties; otherwise the survivors' logits are divided by it.</summary>
    public float Temperature { get; init; } = 0.7f;

    /// <summary>Keep the k highest logits; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the fewest highest tokens whose probabilities at temperature 1 reach p; 1 keeps all.</summary>
    public float TopP { get; init; } = 0.9f;

    /// <summary>Keep tokens at least p times as probable, at temperature 1, as the best one; 0 keeps all.</summary>
    public float MinP { get; init; }

    /// <summary>Divides positive and multiplies other logits of recent tokens; 1 changes nothing.</summary>
    public float RepeatPenalty { get; init; } = 1;

    /// <summary>Subtracted from a recent token's logit once per occurrence.</summary>
    public float FrequencyPenalty { get; init; }

    /// <summary>Subtracted once from the logit of every recent token.</summary>
    public float PresencePenalty { get; init; }

    /// <summary>How many of the latest tokens count as recent; 0 turns all penalties off.</summary>
    public int PenaltyLastN { get; init; } = 64;

    /// <summary>The key of every draw that <see cref="DrawFor"/> makes.</summary>
    public ulong Seed { get; init; }

    /// <summary>The draw of a sequence's n-th token; each redraw of the same token takes the next attempt.</summary>
    public Draw DrawFor(ulong token, uint attempt = 0) => new(Seed, token, attempt);

    internal bool Penalises => PenaltyLastN > 0 && (RepeatPenalty != 1 || FrequencyPenalty != 0 || PresencePenalty != 0);

    /// <summary>Throws one line that names every value out of range.</summary>
    public void Validate()
    {
        List<string>? wrong = null; // sampling allocates nothing, so only what is wrong makes a list
        if (!(Temperature is 0 or (>= 0.001f and <= 100))) (wrong ??= []).Add($"temperature is {Temperature}, expected 0 (greedy) or 0.001 to 100");
        if (TopK < 0) (wrong ??= []).Add($"top-k is {TopK}, expected 0 (off) or more");
        if (!(TopP is >= 0 and <= 1)) (wrong ??= []).Add($"top-p is {TopP}, expected 0 to 1 (off)");
        if (!(MinP is >= 0 and <= 1)) (wrong ??= []).Add($"min-p is {MinP}, expected 0 (off) to 1");
        if (!(RepeatPenalty is > 0 and <= 100)) (wrong ??= []).Add($"repeat penalty is {RepeatPenalty}, expected above 0 to 100, 1 being off");
        if (!(FrequencyPenalty is >= -100 and <= 100)) (wrong ??= []).Add($"frequency penalty is {FrequencyPenalty}, expected -100 to 100, 0 being off");
        if (!(PresencePenalty is >= -100 and <= 100)) (wrong ??= []).Add($"presence penalty is {PresencePenalty}, expected -100 to 100, 0 being off");
        if (PenaltyLastN < 0) (wrong ??= []).Add($"penalty window is {PenaltyLastN} tokens, expected 0 (off) or more");
        if (wrong is not null) throw new InputException($"Sampler settings cannot be used: {string.Join("; ", wrong)}.");
    }
}
