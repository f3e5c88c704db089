using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Corpora;

/// <summary>Finds what says the same as one of some sentences: half of all stems shared, or all of the shorter one's. Stricter than the linter of the contrast sets, because these are short.</summary>
internal sealed class AlikeSearch(IEnumerable<string> sentences)
{
    private const double Alike = 0.5;
    private readonly ILookup<string, IReadOnlySet<string>> _byStem = sentences.Select(Lint.Stems).SelectMany(s => s.Select(stem => (Stem: stem, All: s))).ToLookup(s => s.Stem, s => s.All, StringComparer.Ordinal);

    public bool Finds(string text) => Finds(Lint.Stems(text));

    /// <param name="stems">Of <see cref="Lint.Stems"/>.</param>
    public bool Finds(IReadOnlySet<string> stems) => stems.Any(s => _byStem[s].Any(known => Lint.Overlap(known, stems) is var (all, shorter) && (all >= Alike || shorter >= 1)));
}
