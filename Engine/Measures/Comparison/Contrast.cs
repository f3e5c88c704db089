using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>Two arms that are compared: left less right.</summary>
public sealed record Contrast(string Left, string Right)
{
    public override string ToString() => $"{Left}-{Right}";

    /// <summary>The noise floor; it belongs to no family.</summary>
    public bool IsNoise => Left == ComparedArm.NoiseFloor;

    /// <summary>As declared, or by default: each arm with the first (or with none, where it is there), steer with prompt and with placebo.</summary>
    public static IReadOnlyList<Contrast> Of(IReadOnlyList<string> declared, IReadOnlyList<string> arms)
    {
        List<Contrast> contrasts = declared.Count > 0 ? [.. declared.Select(d => Parse(d, arms))] : Defaults(arms);
        var noise = new Contrast(ComparedArm.NoiseFloor, "none");
        if (arms.Contains(noise.Left) && arms.Contains(noise.Right) && !contrasts.Contains(noise)) contrasts.Add(noise);
        return contrasts;
    }

    private static List<Contrast> Defaults(IReadOnlyList<string> arms)
    {
        var reference = arms.Contains("none") ? "none" : arms[0];
        var contrasts = arms.Where(a => a != reference && a != ComparedArm.NoiseFloor).Select(a => new Contrast(a, reference)).ToList();
        foreach (var other in new[] { "prompt", "placebo" })
        {
            if (arms.Contains("steer") && arms.Contains(other) && other != reference && reference != "steer") contrasts.Add(new Contrast("steer", other));
        }

        return contrasts;
    }

    private static Contrast Parse(string text, IReadOnlyList<string> arms)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || parts[0] == parts[1]) throw new InputException($"compare.contrasts: '{text}' is no pair of arms; expected LEFT-RIGHT, e.g. steer-none.");
        foreach (var arm in parts)
        {
            if (!arms.Contains(arm)) throw new InputException($"compare.contrasts: '{text}' names the arm {arm}, and the comparison has only {string.Join(", ", arms)}: add it to --arms.");
        }

        return new Contrast(parts[0], parts[1]);
    }
}
