using NUnit.Framework;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Benches;

public sealed class LoopTests
{
    private static readonly BatchedWorkload _work = new(2, 3, 4);
    private LlamaModel _model = null!;

    [OneTimeSetUp]
    public void Load() => _model = LlamaModel.Load(TinyModel.Path());

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public void A_cancelled_repeat_stops_at_the_next_decode_and_the_next_one_is_whole()
    {
        using var safe = new SafeLoop(_model, _work, FlashAttention.Off, 1);
        using var bare = new BareLoop(_model, _work, FlashAttention.Off, 1);
        using var floor = new FloorLoop(_model, new FloorPoint(FlashAttention.Off, PadTo64: true, 1, Prefix: 4, Sequences: 2), 3);
        using var steer = new SteerLoop(_model, _work, SteerWay.Rows, 2, 1, FlashAttention.Off);
        using var capture = new CaptureLoop(_model, texts: 3, length: 4, 1, FlashAttention.Off);
        Func<CancellationToken, object>[] runs = [t => safe.Run(t), t => bare.Run(t), t => floor.Run(t), t => steer.Run(t), t => capture.Capture(t), t => capture.Plain(t)];

        foreach (var run in runs)
        {
            Assert.That(() => run(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => run(CancellationToken.None), Throws.Nothing);
        }
    }

    [Test]
    public void A_workload_that_no_context_holds_is_refused_by_its_true_size()
    {
        Assert.That(() => new BatchedWorkload(256, int.MaxValue, int.MaxValue).Cells, Throws.TypeOf<InputException>().With.Message.Contains("1,099,511,627,264 KV cells"));
        Assert.That(() => new FloorLoop(_model, new FloorPoint(FlashAttention.Off, false, 1, 100_000_000, 1), 1), Throws.TypeOf<InputException>().With.Message.Contains("GiB"));
        Assert.That(() => new FloorLoop(_model, new FloorPoint(FlashAttention.Off, false, 1, 0, 0), 1), Throws.TypeOf<InputException>());
    }

    [Test]
    public void The_most_sequences_are_the_library_s() =>
        Assert.That((int)Llama.llama_max_parallel_sequences(), Is.EqualTo(ContextOptions.MaxSequences));
}
