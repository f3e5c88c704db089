using NUnit.Framework;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Tests.Loading;

public sealed class LlamaRuntimeTests
{
    internal static void Load() => LlamaRuntime.EnsureLoaded();

    [Test]
    public void Loads_the_pinned_version_with_a_cpu_device()
    {
        var folder = LlamaRuntime.EnsureLoaded();

        Assert.That(LlamaRuntime.Version, Does.StartWith(LlamaRuntime.PinnedVersion), folder.Path);
        Assert.That(BackendDevice.All().Select(d => d.Kind), Has.Member(BackendDeviceKind.Cpu));
    }
}
