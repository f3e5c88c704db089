namespace PersonaSim.Vectors.Contrast;

/// <summary>The six facets of each trait, named as the public-domain IPIP-NEO-120 names them.</summary>
public static class TraitFacets
{
    /// <summary>The traits' letters, in the order of files and tables.</summary>
    public const string Letters = "EACNO";

    private static readonly string[][] _names =
    [
        ["Friendliness", "Gregariousness", "Assertiveness", "Activity level", "Excitement-seeking", "Cheerfulness"],
        ["Trust", "Morality", "Altruism", "Cooperation", "Modesty", "Sympathy"],
        ["Self-efficacy", "Orderliness", "Dutifulness", "Achievement-striving", "Self-discipline", "Cautiousness"],
        ["Anxiety", "Anger", "Depression", "Self-consciousness", "Immoderation", "Vulnerability"],
        ["Imagination", "Artistic interests", "Emotionality", "Adventurousness", "Intellect", "Liberalism"],
    ];

    public static IReadOnlyList<string> Of(char trait) => _names[Letters.IndexOf(trait, StringComparison.Ordinal)];
}
