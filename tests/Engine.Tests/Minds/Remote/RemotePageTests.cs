using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Tests.Minds.Remote;

public sealed class RemotePageTests
{
    [Test]
    public void So_many_asks_are_under_way_at_once_and_never_more()
    {
        const int Bound = 4;
        var (active, most, arrived) = (0, 0, 0);
        var full = new TaskCompletionSource();
        using var endpoint = new FakeEndpoint(async (_, http) =>
        {
            var now = Interlocked.Increment(ref active);
            InterlockedMax(ref most, now);
            if (Interlocked.Increment(ref arrived) == Bound) full.SetResult();
            await full.Task.WaitAsync(TimeSpan.FromSeconds(5));
            await Task.Delay(5);
            Interlocked.Decrement(ref active);
            await Replies.Chat(http, "4");
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Concurrency = Bound });

        var answers = mind.Answer(Asks.Scales(30));

        Assert.That((most, answers.Count(a => a.Source == AnswerSource.Model)), Is.EqualTo((Bound, 30)));

        static void InterlockedMax(ref int target, int value)
        {
            for (var seen = Volatile.Read(ref target); value > seen && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen; seen = found)
            {
            }
        }
    }

    [Test]
    public void Answers_come_in_the_asks_order_and_are_announced_one_at_a_time_as_they_arrive()
    {
        using var endpoint = new FakeEndpoint(async (request, http) =>
        {
            var n = int.Parse(request.LastUserText.Split('\n')[0].TrimEnd('?').Split(' ')[^1]);
            await Task.Delay((8 - n) * 10);
            await Replies.Chat(http, $"{(n % 5) + 1}");
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Concurrency = 8 });
        var (heard, inside) = (new List<Answer>(), 0);

        var answers = mind.Answer(Asks.Scales(8), answer =>
        {
            Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
            heard.Add(answer);
            Thread.Sleep(15); // longer than the next answer takes to arrive
            Interlocked.Decrement(ref inside);
        });

        Assert.That(answers.Select(a => (a.Key.N, ((ScaleValue)a.Value).Point)), Is.EqualTo(Enumerable.Range(0, 8).Select(n => (n, (n % 5) + 1))));
        Assert.That(heard, Is.EquivalentTo(answers));
        Assert.That(heard[0].Key.N, Is.Not.Zero, "the first ask was answered last");
    }

    [Test]
    public void Cancelling_ends_every_call_under_way()
    {
        using var cancel = new CancellationTokenSource();
        var aborted = new CountdownEvent(4);
        using var endpoint = new FakeEndpoint(async (request, http) =>
        {
            if (request.Number >= 3) await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            aborted.Signal();
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Concurrency = 4 });

        Assert.That(() => mind.Answer(Asks.Scales(20), null, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(aborted.Wait(TimeSpan.FromSeconds(5)), "the server saw each call end");
        Assert.That(endpoint.Seen, Has.Count.EqualTo(4), "and no other begin");
    }

    [Test]
    public void Cancelling_ends_a_wait_between_tries()
    {
        using var cancel = new CancellationTokenSource();
        using var endpoint = new FakeEndpoint((_, http) =>
        {
            http.Response.Headers.RetryAfter = "200";
            cancel.CancelAfter(20);
            return Replies.Error(http, 429);
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint), clock: new TestClock());

        Assert.That(() => mind.Answer(Asks.Scales(1), null, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_cap_lets_calls_under_way_end_and_begins_no_other()
    {
        using var endpoint = FakeEndpoint.Saying("4");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Concurrency = 4 }, new Ledger("agents", new LedgerCaps(Calls: 10)));
        var heard = new List<Answer>();

        Assert.That(() => mind.Answer(Asks.Scales(50), heard.Add), Throws.TypeOf<CapReachedException>().With.Message.Contains("agents"));
        Assert.That((heard.Count, endpoint.Seen.Count), Is.EqualTo((10, 10)), "what was paid for is kept");
    }

    [Test]
    public void An_error_of_the_listener_or_of_the_rule_is_not_swallowed()
    {
        using var endpoint = FakeEndpoint.Saying("no number");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Concurrency = 4 });

        Assert.That(() => mind.Answer(Asks.Scales(5), _ => throw new InvalidOperationException("store")), Throws.InvalidOperationException.With.Message.EqualTo("store"));
        Assert.That(() => mind.Answer(new AskPage([Asks.Scale()], (_, _) => throw new InvalidOperationException("rule"))), Throws.InvalidOperationException.With.Message.EqualTo("rule"));
    }

    [Test]
    public void An_empty_page_asks_nothing()
    {
        using var endpoint = FakeEndpoint.Saying("4");
        using var mind = Remotes.Mind(Remotes.Options(endpoint));

        Assert.That((mind.Answer(Asks.Page()), endpoint.Seen.Count), Is.EqualTo((Array.Empty<Answer>(), 0)));
    }
}
