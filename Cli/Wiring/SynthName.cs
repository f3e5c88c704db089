using PersonaSim.Native.Synth;

namespace PersonaSim.Cli.Wiring;

/// <summary>What a random model is called: synth-ARCH-SHAPE-QUANT, and a short fingerprint where it is not the plain one of that shape.</summary>
internal static class SynthName
{
    private const int Digits = 6;

    public static string Of(SynthSpec spec, string shape, string quant)
    {
        var plain = SynthSpec.Parse(spec.Architecture, shape, quant);
        var same = spec with { Shape = spec.Shape with { Source = plain.Shape.Source } }; // sizes given, but the shape's own
        var name = $"synth-{spec.Architecture}-{shape}-{quant}".ToLowerInvariant();
        return same == plain ? name : $"{name}-{same.Fingerprint()[..Digits]}";
    }
}
