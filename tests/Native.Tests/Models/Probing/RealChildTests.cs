using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Native.Tests.Gguf;

namespace PersonaSim.Native.Tests.Models.Probing;

/// <summary>The real library in a real child process.</summary>
public sealed class RealChildTests
{
    [TestCaseSource(typeof(TinyModels), nameof(TinyModels.Architectures))]
    public void Decodes_a_tiny_model_that_the_validator_accepts(string architecture)
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("tiny.gguf", TinyModels.Of(architecture).Build());

        var verdict = ModelGate.Check(path, Options(folder));

        Assert.That(verdict.IsOk, verdict.Detail);
    }

    internal static ProbeOptions Options(ScratchFolder folder) => new(folder.Path, "llama.cpp", path =>
        new ProcessStartInfo(Environment.ProcessPath!, [typeof(RealChildTests).Assembly.Location, path]))
    {
        TimeLimit = TimeSpan.FromSeconds(30),
    };
}
