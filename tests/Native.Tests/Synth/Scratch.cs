using NUnit.Framework;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
namespace PersonaSim.Native.Tests.Synth;
[Explicit]
public sealed class Scratch
{
    [Test]
    public void Measure()
    {
        foreach (var arch in SynthSpec.ArchitectureNames)
        for (var seed = 1; seed <= 5; seed++)
        {
            using var model = new RawModel(TinyModel.Path(arch, "f32", (ulong)seed));
            var c = model.Greedy([40, 72, 68, 75, 75, 78], 100);
            var d = model.Greedy([50, 12, 68, 75, 75, 78, 99], 100);
            TestContext.Out.WriteLine($"{arch} {seed}: distinct {c.Distinct().Count()} {d.Distinct().Count()} of 100; tail {string.Join(' ', c.TakeLast(12))}");
        }
    }
}
