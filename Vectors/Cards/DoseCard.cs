namespace PersonaSim.Vectors.Cards;

/// <summary>
/// What is known of a vector, beside its GGUF file. Sections are filled one after the other; one that is null was not done, and a reader says so.
/// </summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Vector">File name of the vector beside the card.</param>
/// <param name="VectorSha256">A card whose vector has another hash belongs to another vector.</param>
public sealed record DoseCard(string Format, int Version, string Trait, string Vector, string VectorSha256, ComputedSection Computed)
{
    public const string FormatName = "persim dose card";
    public const int CurrentVersion = 1;

    /// <summary>Doses in trait units and their reachable range; null: doses are raw, see <see cref="ComputedSection.DoseUnit"/>.</summary>
    public CalibrationSection? Calibration { get; init; }

    /// <summary>Permuted, isotropic and other directions measured beside the real one.</summary>
    public ControlsSection? Controls { get; init; }

    /// <summary>What a dose does to the other traits.</summary>
    public LeakageSection? Leakage { get; init; }

    /// <summary>Coherence and capability over the doses.</summary>
    public CapabilitySection? Capability { get; init; }

    /// <summary>Other files of the same base model on which the calibration's doses were measured again.</summary>
    public IReadOnlyList<VerifiedFile> Verified { get; init; } = [];

    /// <summary>How often test items were opened for this model.</summary>
    public ItemOpenings? Openings { get; init; }

    /// <summary>In words, for lists and refusals.</summary>
    public string Status => Calibration switch { null => "not calibrated", { Verdict: CalibrationVerdict.Steered } => "calibrated", { } tried => "calibrated in vain: " + CalibrationSection.Words(tried.Verdict) };

    /// <summary>Whether doses in trait units may be given by it.</summary>
    public bool IsCalibrated => Calibration?.Reach is not null;

    /// <summary>Whether two cards are of the same vector, made in the same way: then what was measured of one is true of the other.</summary>
    public bool IsOfTheSame(DoseCard other) => VectorSha256 == other.VectorSha256 && CardFile.TextOf(Computed) == CardFile.TextOf(other.Computed);
}
