using PersonaSim.Vectors;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Cli.Tests.Runs;

/// <summary>Vectors with cards that say what a test wants them to say.</summary>
internal static class CardFiles
{
    /// <summary>A raw dose of -3 achieves -1 trait unit, one of 2 achieves 1; the residual stream is 10 long.</summary>
    public static DoseCard Write(string folder, string trait, CalibrationVerdict verdict = CalibrationVerdict.Steered, string model = "model", string scope = "suffix", float[]? direction = null, int layer = 2, CapabilitySection? capability = null, string? baseHash = null)
    {
        direction ??= [3, 0, 0, 0];
        var vector = Path.Combine(folder, trait + ".gguf");
        new ControlVector("llama", new Dictionary<int, float[]> { [layer] = direction }).Write(vector);
        var settings = new CaptureSettings(CapturePosition.Span, "", "", "", 1, 1, 1, 1, Native.Decoding.FlashAttention.Off, false);
        var norm = Math.Sqrt(direction.Sum(v => (double)v * v));
        var computed = new ComputedSection(new CardModel("m", model, "llama", "", 4, direction.Length) { Base = baseHash }, new CardItems(trait, "", 1, 1), settings, DirectionMethod.Mean, ComputedSection.HalfDistance, "given", [layer], null, 1, 1, [], [new LayerFigures(layer, true, norm, 10, null, 1, 1, null, new Dictionary<string, double>())]);
        var calibration = new CalibrationSection("ipip-50", scope, verdict, "of a test", new Dictionary<string, string> { ["model_sha256"] = model }, 1, 200, "", [], [new RisingPoint(-3, -1), new RisingPoint(0, 0), new RisingPoint(2, 1)], null, null, null);
        var card = new DoseCard(DoseCard.FormatName, DoseCard.CurrentVersion, trait, Path.GetFileName(vector), CardFile.Sha256Of(vector), computed) { Calibration = calibration, Capability = capability };
        CardFile.Write(CardFile.PathOf(vector), card);
        return card;
    }
}
