using NUnit.Framework;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>Run by <c>./build.sh test --device</c> beside the same laws as everywhere; fails where there is no GPU.</summary>
[Category("Device")]
public sealed class DeviceTests
{
    [Test]
    public void The_steering_rows_lie_on_the_device_and_the_proof_holds_there()
    {
        LlamaRuntime.EnsureLoaded();
        Assert.That(BackendDevice.All().Any(d => d.IsGpu), Is.True, "the device suite needs a GPU build (./build.sh --cuda) and a GPU");
        using var model = LlamaModel.Load(TinyModel.Path("llama", "q8_0"), new ModelOptions { GpuLayers = -1 });
        using var context = Society.Context(model, Society.Table(model, 5));

        Assert.That(context.Steering!.Mode, Is.EqualTo(SteeringMode.Patch));
        Assert.That(context.Steering.Layouts.Select(l => l.OnDevice), Is.All.True);
        Assert.That(context.Steering.Proof.LargestDifference, Is.Zero);
    }
}
