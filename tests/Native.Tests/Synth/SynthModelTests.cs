using NUnit.Framework;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Synth;

public sealed class SynthModelTests
{
    private static readonly int[] _prompt = [40, 72, 68, 75, 75, 78];

    [Test]
    public void Library_decodes_finite_and_spread_logits(
        [ValueSource(typeof(SynthSpec), nameof(SynthSpec.ArchitectureNames))] string architecture,
        [ValueSource(typeof(SynthSpec), nameof(SynthSpec.QuantNames))] string quant)
    {
        using var model = new RawModel(TinyModel.Path(architecture, quant));

        var logits = model.Decode(0, _prompt);
        var chosen = model.Greedy(_prompt, 24);

        var mean = logits.Average();
        var spread = Math.Sqrt(logits.Average(x => (x - mean) * (x - mean)));
        TestContext.Out.WriteLine($"spread {spread:0.00}, best {logits.Max():0.0}, distinct {chosen.Distinct().Count()} of {chosen.Count}");
        Assert.That(logits, Has.All.Matches<float>(float.IsFinite));
        Assert.That(spread, Is.InRange(0.5, 8));
        Assert.That(chosen.Distinct().Count(), Is.GreaterThan(6), "greedy decoding is stuck");
    }
}
