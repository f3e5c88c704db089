using NUnit.Framework;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Models;

public sealed class LlamaModelTests
{
    [Test]
    public void Tells_shape_and_metadata_and_reports_progress_up_to_one()
    {
        var seen = new List<float>();

        using var model = LlamaModel.Load(TinyModel.Path(), progress: seen.Add);

        Assert.That(model.Architecture, Is.EqualTo("llama"));
        Assert.That(model.Layers, Is.GreaterThan(1));
        Assert.That(model.Width % model.Heads, Is.Zero);
        Assert.That(model.Metadata, Contains.Key("general.name"));
        Assert.That(model.ChatTemplateSource, Does.Contain("im_start"));
        Assert.That(seen[^1], Is.EqualTo(1f));
    }

    [Test]
    public void A_fault_in_the_progress_handler_reaches_the_caller()
    {
        Assert.That(() => LlamaModel.Load(TinyModel.Path(), progress: _ => throw new FormatException("mine")), Throws.InstanceOf<FormatException>().With.Message.EqualTo("mine"));
    }

    [Test]
    public void A_load_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.That(() => LlamaModel.Load(TinyModel.Path(), cancellation: source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_missing_file_and_a_missing_gpu_are_one_clear_line()
    {
        Assert.That(() => LlamaModel.Load("no-such.gguf"), Throws.InstanceOf<InputException>().With.Message.Contains("no-such.gguf"));
        LlamaRuntime.EnsureLoaded();
        if (BackendDevice.All().Any(d => d.IsGpu)) return; // with a device the request is legitimate; the device suite loads models there
        Assert.That(() => LlamaModel.Load(TinyModel.Path(), new ModelOptions { GpuLayers = -1 }), Throws.InstanceOf<InputException>().With.Message.Contains("sees no GPU"));
    }

    [Test]
    public void A_file_that_is_no_model_is_refused_with_the_library_s_reason()
    {
        var path = Path.Combine(Path.GetTempPath(), $"persim-{Environment.ProcessId}-nothing.gguf");
        try
        {
            File.WriteAllText(path, "this is no model");

            Assert.That(() => LlamaModel.Load(path), Throws.InstanceOf<InputException>().With.Message.Contains(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Loading_maps_the_weights_instead_of_copying_them()
    {
        if (!OperatingSystem.IsLinux()) return; // the figure below is Linux's own
        var spec = SynthSpec.Parse("llama", "tiny", "f16", sizes: new SynthSizes { Layers = 8, Width = 512, Heads = 8, KvHeads = 8, FeedForward = 2048, Vocabulary = 8000 });
        var path = TinyModel.Path(spec);
        using (LlamaModel.Load(TinyModel.Path())) { } // the library's own start-up memory is not the model's
        var before = Anonymous();

        using var model = LlamaModel.Load(path);

        Assert.That(model.Buffers.Where(b => b.IsRepacked), Is.Empty, "half precision is not repacked");
        Assert.That(model.WeightBytes, Is.GreaterThan(60_000_000));
        Assert.That(Anonymous() - before, Is.LessThan(model.WeightBytes / 5));
    }

    [Test]
    public void Repacked_weights_are_reported()
    {
        using var plain = LlamaModel.Load(TinyModel.Path("llama", "q4_0"), new ModelOptions { Repack = false });
        using var packed = LlamaModel.Load(TinyModel.Path("llama", "q4_0"));

        Assert.That(plain.Buffers.Sum(b => b.IsRepacked ? b.Bytes : 0), Is.Zero);
        Assert.That(packed.Buffers, Is.Not.Empty);
        TestContext.Out.WriteLine(string.Join(", ", packed.Buffers));
    }

    [Test]
    public void An_object_left_to_the_finaliser_is_noticed()
    {
        Leak();

        var leaks = LeakCheckAttribute.Collect();

        Assert.That(leaks, Is.EqualTo(new[] { nameof(LlamaModel) }));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Leak() => _ = LlamaModel.Load(TinyModel.Path()).Layers;

    private static long Anonymous()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }
}
