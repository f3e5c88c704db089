using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>Random models of eight small blocks in which some words really mean something.</summary>
internal static class PlantedModel
{
    public const int Layer = 4;

    public static readonly SynthPlant Loud = new("loud", ["loud", "outgoing"], ["quiet", "shy"], Layer);
    public static readonly SynthPlant Yes = new("yes", ["yes", "agree"], ["no", "disagree"], Layer);
    public static readonly SynthPlant Good = new("good", ["good"], ["sad"], Layer);

    public static string Path(params SynthPlant[] plants) => TinyModel.Path(Spec("f32", 128) with { Planting = new SynthPlanting(plants) });

    public static string Unplanted(string quant, SynthSizes? sizes = null) => TinyModel.Path(Spec(quant, 64, sizes));

    private static SynthSpec Spec(string quant, int width, SynthSizes? sizes = null) => SynthSpec.Parse("llama", "tiny", quant, seed: 3, sizes: (sizes ?? new SynthSizes()) with { Layers = 8, Vocabulary = 4096, Width = width, Heads = width / 32, FeedForward = 2 * width });
}
