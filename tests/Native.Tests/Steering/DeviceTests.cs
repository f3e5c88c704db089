using NUnit.Framework;
using PersonaSim.Native.Decoding;
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

    // with the model split between device and main memory, or left in main memory beside a device, the scheduler copies operands
    [TestCase(0)]
    [TestCase(2)]
    [TestCase(-1)]
    public void Wherever_the_layers_lie_large_batches_are_steered_or_grouped_and_capture_never_gives_zeros(int gpuLayers)
    {
        using var model = LlamaModel.Load(TinyModel.Path("llama", "q8_0"), new ModelOptions { GpuLayers = gpuLayers });
        using var context = Society.Context(model, Society.Table(model, 5), mode: SteeringMode.Auto, batch: 128);
        int[][] texts = [Society.Tokens(1, 50), Society.Tokens(2, 40)];
        float[][] With(int first, int second)
        {
            Society.Clear(context);
            context.Steering!.Set(new SequenceId(0), Society.Random(context.Steering.Table, first));
            context.Steering.Set(new SequenceId(1), Society.Random(context.Steering.Table, second));
            return Society.Prompt(context, texts);
        }

        var mixed = With(1, 2);
        var uniform = With(1, 1);
        Assert.That(mixed[49].Zip(uniform[49], (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(context.Steering!.Mode == SteeringMode.Patch ? 1e-30 : 0.2));
        Assert.That(mixed[89], Is.Not.EqualTo(uniform[89]));
        try
        {
            using var tap = ActivationTap.Create(model, batchTokens: 128);
            tap.Capture([CaptureText.Mean(texts[0]), CaptureText.Mean(texts[1])], (_, layer, mean, _) => Assert.That(mean.ToArray(), Has.Some.Not.Zero, $"layer {layer}"));
        }
        catch (InputException e)
        {
            Assert.That(e.Message, Does.Contain("cannot be captured")); // refused by name is allowed, silence is not
        }
    }
}
