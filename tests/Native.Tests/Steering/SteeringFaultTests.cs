using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>Faults and refusals: none costs a neighbour, none is hidden.</summary>
public sealed class SteeringFaultTests
{
    private static readonly int[][] _texts = [Society.Tokens(1, 7), Society.Tokens(2, 3), Society.Tokens(3, 11), Society.Tokens(4, 5)];
    private LlamaModel _model = null!;
    private SteeringTable _table = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        _table = Society.Table(_model, directions: 5);
    }

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public void After_a_failed_proof_the_context_decodes_in_groups()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Exchange.OnPatched = _ => throw new NativeException("planted");

        var proof = SteeringProof.Run(context, [new ProofShape("any", [3, 2], Steps: 1)]);
        context.Steering.Exchange.OnPatched = null;

        Assert.That(proof.Holds, Is.False);
        Assert.That(proof.Reason, Does.Contain("planted"));
        Assert.DoesNotThrow(() => Society.Prompt(context, _texts), "the proof must not leave its fault behind");
    }

    [Test]
    public void A_refused_batch_costs_nobody_the_cache()
    {
        using var context = Society.Context(_model, _table, sequences: 2);
        var expected = Society.Prompt(context, _texts[..2]);
        using var wrong = new DecodeBatch(1);
        wrong.Add(5, 0, new SequenceId(2), output: true);

        Assert.That(() => context.Decode(wrong), Throws.InvalidOperationException.With.Message.Contains("sequences 0 to 1"));

        Assert.DoesNotThrow(() => Society.Step(context, [5, 6], [7, 3]));
        Assert.That(expected, Is.Not.Empty);
    }

    [Test]
    public void A_fault_in_the_callback_reaches_the_caller_and_the_context_wants_a_reset()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Exchange.OnPatched = layer => throw new FormatException($"layer {layer}");

        Assert.That(() => Society.Prompt(context, _texts), Throws.InstanceOf<FormatException>().With.Message.EqualTo("layer 1"));
        context.Steering.Exchange.OnPatched = null;
        Assert.That(() => Society.Prompt(context, _texts), Throws.InvalidOperationException.With.Message.Contains("Reset"));
        context.Reset();
        using var fresh = Society.Context(_model, _table);
        Assert.That(Society.Prompt(context, _texts), Is.EqualTo(Society.Prompt(fresh, _texts)));
    }

    [Test]
    public void A_fault_while_computing_is_a_fault_whatever_its_kind()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Exchange.OnPatched = _ => throw new InvalidOperationException("in the middle");

        Assert.That(() => Society.Prompt(context, _texts), Throws.InvalidOperationException.With.Message.EqualTo("in the middle"));
        context.Steering.Exchange.OnPatched = null;
        Assert.That(() => Society.Prompt(context, _texts), Throws.InvalidOperationException.With.Message.Contains("Reset"));
    }

    [Test]
    public void A_batch_beyond_the_micro_batch_is_refused()
    {
        using var context = Society.Context(_model, _table, batch: 16);
        using var batch = new DecodeBatch(17);
        for (var p = 0; p < 17; p++) batch.Add(5, p, new SequenceId(0), output: false);

        Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("micro-batch"));
    }
}
