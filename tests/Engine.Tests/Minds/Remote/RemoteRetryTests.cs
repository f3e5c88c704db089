using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Remote;

namespace PersonaSim.Engine.Tests.Minds.Remote;

public sealed class RemoteRetryTests
{
    [Test]
    public void Waits_double_stay_within_half_more_or_less_and_depend_on_the_ask_alone()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            for (var attempt = 1; attempt <= 10; attempt++)
            {
                var wait = RemoteCaller.Wait(seed, 0, attempt, null);
                var middle = Math.Min(30, 0.5 * Math.Pow(2, attempt - 1));
                Assert.That(wait.TotalSeconds, Is.InRange(middle * 0.5, middle * 1.5));
                Assert.That(RemoteCaller.Wait(seed, 0, attempt, null), Is.EqualTo(wait));
            }
        }

        Assert.That(Enumerable.Range(0, 100).Select(seed => RemoteCaller.Wait((ulong)seed, 0, 1, null)).Distinct().Count(), Is.GreaterThan(95), "workers that failed together do not come back together");
        Assert.That(RemoteCaller.Wait(1, 1, 1, null), Is.Not.EqualTo(RemoteCaller.Wait(1, 0, 1, null)));
    }

    [Test]
    public void A_server_that_recovers_costs_waits_and_nothing_else()
    {
        var clock = Remotes.Clock();
        using var endpoint = new FakeEndpoint((request, http) => request.Number < 3 ? Replies.Error(http, 503) : Replies.Chat(http, "4"));
        using var mind = Remotes.Mind(Remotes.Options(endpoint), clock: clock);

        var answer = mind.Answer(Asks.Scales(1)).Single();

        Assert.That((answer.Source, answer.Refusal), Is.EqualTo((AnswerSource.Model, (string?)null)));
        Assert.That(clock.Waits, Is.EqualTo(Enumerable.Range(1, 3).Select(attempt => RemoteCaller.Wait(Asks.Scale().Seed, 0, attempt, null))).Within(TimeSpan.FromMilliseconds(1)));
    }

    [TestCase("7")]
    [TestCase("date")]
    public void A_wait_that_the_endpoint_asks_for_is_kept(string header)
    {
        var clock = Remotes.Clock();
        using var endpoint = new FakeEndpoint((request, http) =>
        {
            http.Response.Headers.RetryAfter = header == "date" ? (clock.GetUtcNow() + TimeSpan.FromSeconds(7)).ToString("R") : header;
            return request.Number == 0 ? Replies.Error(http, 429) : Replies.Chat(http, "4");
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint), clock: clock);

        mind.Answer(Asks.Scales(1));

        Assert.That(clock.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(7) }));
    }

    [Test]
    public void A_wait_longer_than_allowed_is_a_failure_and_not_a_pause()
    {
        var clock = Remotes.Clock();
        using var endpoint = new FakeEndpoint((_, http) =>
        {
            http.Response.Headers.RetryAfter = "3600";
            return Replies.Error(http, 429, "quota used up");
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint), clock: clock);

        Assert.That(mind.Answer(Asks.Scales(1)).Single().Refusal, Is.EqualTo("http 429: status 429: quota used up"));
        Assert.That((endpoint.Seen.Count, clock.Waits.Count), Is.EqualTo((1, 0)));
    }
}
