using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Tests.Minds.Ledgers;

public sealed class MindMetricsTests
{
    [Test]
    public void A_listener_hears_every_instrument_with_the_minds_name()
    {
        const string Mind = "metrics-test";
        var heard = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "PersonaSim.Minds") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();

        var ledger = new Ledger(Mind);
        ledger.BeginCall();
        ledger.Spend(new AnswerUsage(100, 40, 20, 0, 7));
        ledger.Refused("shape");
        MindMetrics.BatchFill(Mind, 0.5);
        MindMetrics.KvUse(Mind, 0.25);
        MindMetrics.PrefixHits(Mind, 60);
        MindMetrics.TokensPerSecond(Mind, 735);

        Assert.That(heard, Is.EquivalentTo(new Dictionary<string, double>
        {
            ["persim.mind.calls"] = 1,
            ["persim.mind.tokens kind=prompt"] = 100,
            ["persim.mind.tokens kind=computed"] = 40,
            ["persim.mind.tokens kind=generated"] = 20,
            ["persim.mind.tokens kind=thought"] = 7,
            ["persim.mind.refusals reason=shape"] = 1,
            ["persim.mind.batch.fill"] = 0.5,
            ["persim.mind.kv.use"] = 0.25,
            ["persim.mind.prefix.hits"] = 60,
            ["persim.mind.tokens_per_second"] = 735,
        }));

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags[0] is not { Key: "mind", Value: Mind }) return;
            heard[tags.Length == 1 ? instrument.Name : $"{instrument.Name} {tags[1].Key}={tags[1].Value}"] = value;
        }
    }
}
