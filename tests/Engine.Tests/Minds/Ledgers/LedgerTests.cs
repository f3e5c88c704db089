using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Minds.Ledgers;

public sealed class LedgerTests
{
    private static readonly AnswerUsage _usage = new(PromptTokens: 1000, ComputedTokens: 400, GeneratedTokens: 50, Overrides: 2, ThoughtTokens: 30);

    [Test]
    public void Sums_are_exact_when_many_threads_count()
    {
        var ledger = new Ledger("agents", prices: new Prices(1m, 10m));

        Parallel.For(0, 1000, i =>
        {
            ledger.BeginCall();
            ledger.Spend(_usage, estimated: i % 2 == 0);
            ledger.Refused(i % 2 == 0 ? "shape" : "timeout");
        });

        var sums = ledger.Snapshot();
        Assert.That((sums.Calls, sums.PromptTokens, sums.ComputedTokens, sums.GeneratedTokens, sums.ThoughtTokens, sums.Overrides, sums.EstimatedCalls), Is.EqualTo((1000, 1_000_000, 400_000, 50_000, 30_000, 2000, 500)));
        Assert.That(sums.Refused, Is.EqualTo(new Dictionary<string, long> { ["shape"] = 500, ["timeout"] = 500 }));
        Assert.That(sums.Cost, Is.EqualTo(1.5m), "1 M input at 1 and 50 k output at 10 per million");
    }

    [Test]
    public void Cached_input_has_its_own_price()
    {
        Assert.That(new Prices(10m, 0m, CachedInput: 1m).Of(_usage), Is.EqualTo(0.0046m));
        Assert.That(new Prices(10m, 0m).Of(_usage), Is.EqualTo(0.01m));
    }

    [TestCase("calls", 1)]
    [TestCase("tokens", 1050)]
    [TestCase("cost", 0.0015)]
    [TestCase("seconds", 2)]
    public void A_cap_stops_the_call_after_the_one_that_reached_it_and_says_which(string cap, double reached)
    {
        var clock = new TestClock();
        var caps = cap switch { "calls" => new LedgerCaps(Calls: 1), "tokens" => new LedgerCaps(Tokens: 1050), "cost" => new LedgerCaps(Cost: 0.001m), _ => new LedgerCaps(Seconds: 2) };
        var ledger = new Ledger("judge", caps, new Prices(1m, 10m), clock: clock);

        using var work = ledger.Work();
        ledger.BeginCall();
        ledger.Spend(_usage);
        clock.Advance(TimeSpan.FromSeconds(2));

        var stop = Assert.Throws<CapReachedException>(ledger.BeginCall)!;
        Assert.That((stop.Mind, stop.Cap, stop.Reached), Is.EqualTo(("judge", cap, reached)));
        Assert.That(stop.Message, Does.Contain("judge").And.Contain(cap).And.Contain("resume"));
        Assert.That(ledger.Snapshot().Calls, Is.EqualTo(1), "a forbidden call is not counted");
    }

    [Test]
    public void Calls_never_pass_their_cap_however_many_threads_ask()
    {
        var ledger = new Ledger("agents", new LedgerCaps(Calls: 100));
        var refused = 0;

        Parallel.For(0, 300, _ =>
        {
            try
            {
                ledger.BeginCall();
            }
            catch (CapReachedException)
            {
                Interlocked.Increment(ref refused);
            }
        });

        Assert.That((ledger.Snapshot().Calls, refused), Is.EqualTo((100, 200)));
    }

    [Test]
    public void Time_inside_counts_once_for_threads_that_overlap()
    {
        var clock = new TestClock();
        var ledger = new Ledger("agents", clock: clock);

        using (ledger.Work())
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            using (ledger.Work()) clock.Advance(TimeSpan.FromSeconds(1));
        }

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That(ledger.Snapshot().Seconds, Is.EqualTo(2));
    }

    [Test]
    public void A_snapshot_survives_json_and_a_resumed_ledger_goes_on_from_it()
    {
        var first = new Ledger("agents", prices: new Prices(1m, 1m));
        first.BeginCall();
        first.Spend(_usage);
        first.SpendPrefix(600);
        first.Refused("shape");
        first.Repaired("shape");
        first.Retried("http 500");

        var read = JsonSerializer.Deserialize<LedgerSnapshot>(JsonSerializer.Serialize(first.Snapshot()))!;
        var second = new Ledger("agents", new LedgerCaps(Calls: 1), new Prices(1m, 1m), read);

        Assert.That(JsonSerializer.Serialize(second.Snapshot()), Is.EqualTo(JsonSerializer.Serialize(first.Snapshot())));
        Assert.That(second.Snapshot().ComputedTokens, Is.EqualTo(1000));
        Assert.That(second.BeginCall, Throws.TypeOf<CapReachedException>(), "a cap holds over resumes");
    }

    [Test]
    public void A_cap_on_cost_needs_prices_and_caps_are_not_negative()
    {
        Assert.That(() => new Ledger("agents", new LedgerCaps(Cost: 5)), Throws.TypeOf<InputException>().With.Message.Contains("prices"));
        Assert.That(() => new Ledger("agents", new LedgerCaps(Calls: -1)), Throws.TypeOf<InputException>());
    }
}
