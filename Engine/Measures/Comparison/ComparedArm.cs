using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>An arm of a comparison: one of the arms, <c>none2</c>, or two of them in one town (<c>steer/none</c>: half of the people each).</summary>
/// <param name="Other">The arm of the other half; null: all have the one.</param>
/// <param name="Again">The arm once more, with another number of asks decoded together: what differs from the first time is noise.</param>
public sealed record ComparedArm(string Name, Arm Arm, Arm? Other = null, bool Again = false)
{
    public const string NoiseFloor = "none2";

    /// <summary>As it stands in names of runs.</summary>
    public string Id => Name.Replace('/', '-');

    /// <summary>Arms that its people have.</summary>
    public IReadOnlyList<Arm> Arms => Other is { } other ? [Arm, other] : [Arm];

    public static string Word(Arm arm) => arm.ToString().ToLowerInvariant();

    public static ComparedArm Parse(string word)
    {
        if (word == NoiseFloor) return new ComparedArm(word, Arm.None, Again: true);
        var parts = word.Split('/');
        if (parts.Length > 2) throw new InputException($"'{word}' are more than two arms in one town; expected ARM/ARM, e.g. steer/none.");
        var arms = parts.Select(Known).ToList();
        if (arms.Count == 2 && arms[0] == arms[1]) throw new InputException($"'{word}' is the same arm twice: expected two different ones, e.g. steer/none.");
        return new ComparedArm(word, arms[0], arms.Count == 2 ? arms[1] : null);
    }

    /// <summary>The arms of a list; one that stands there twice is refused.</summary>
    public static IReadOnlyList<ComparedArm> List(string words)
    {
        var arms = words.Split(',', StringSplitOptions.TrimEntries).Select(Parse).ToList();
        if (arms.GroupBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"The arm {twice.Key} is named twice.");
        return arms;
    }

    private static Arm Known(string word)
    {
        var known = Enum.GetValues<Arm>().ToDictionary(Word, a => a, StringComparer.Ordinal);
        return known.TryGetValue(word, out var arm) ? arm : throw Nearest.Unknown("arm", word, [.. known.Keys, NoiseFloor]);
    }
}
