using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Remote;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Minds.Remote;

public sealed class RemoteFailureTests
{
    private const int Attempts = 4;

    private static readonly Dictionary<string, (string Reason, int Calls, Func<HttpContext, TestClock, TimeSpan, Task> Behave)> _badly = new()
    {
        ["500 for ever"] = ("http 500", Attempts, (http, _, _) => Replies.Error(http, 500)),
        ["overloaded"] = ("http 529", Attempts, (http, _, _) => Replies.Raw(http, "busy", "text/plain", 529)),
        ["a proxy's page"] = ("not json", Attempts, (http, _, _) => Replies.Raw(http, "<html><body>Welcome!</body></html>", "text/html")),
        ["a wrong content type"] = ("not json", Attempts, (http, _, _) => Replies.Raw(http, "{\"choices\":[{\"message\":{\"content\":\"4\"}}]}", "text/plain")),
        ["html that says it is json"] = ("not json", Attempts, (http, _, _) => Replies.Raw(http, "<html>", "application/json")),
        ["broken json"] = ("not json", Attempts, (http, _, _) => Replies.Raw(http, "{\"choices\": [{\"message\": {\"cont", "application/json")),
        ["nothing"] = ("not json", Attempts, (http, _, _) => Replies.Raw(http, "", "application/json")),
        ["json nested without end"] = ("not json", Attempts, (http, _, _) => Replies.Raw(http, new string('[', 100_000), "application/json")),
        ["empty choices"] = ("no answer", Attempts, (http, _, _) => Replies.Json(http, new { choices = Array.Empty<int>() })),
        ["choices of another kind"] = ("no answer", Attempts, (http, _, _) => Replies.Json(http, new { choices = "4" })),
        ["a choice of another kind"] = ("no answer", Attempts, (http, _, _) => Replies.Json(http, new { choices = new[] { 4 } })),
        ["an array"] = ("no answer", Attempts, (http, _, _) => Replies.Raw(http, "[]", "application/json")),
        ["null"] = ("no answer", Attempts, (http, _, _) => Replies.Raw(http, "null", "application/json")),
        ["an error with status 200"] = ("no answer", Attempts, (http, _, _) => Replies.Error(http, 200)),
        ["closes half-way"] = ("connection", Attempts, (http, _, _) => Replies.CloseHalfWay(http)),
        ["closes at once"] = ("connection", Attempts, (http, _, _) => Replies.CloseAtOnce(http)),
        ["hangs"] = ("timeout", Attempts, Replies.Hang),
        ["sends without end"] = ("too long", 1, (http, _, _) => Replies.SendWithoutEnd(http)),
        ["refuses the request"] = ("http 400", 1, (http, _, _) => Replies.Error(http, 400, "context too long")),
        ["forbids"] = ("http 403", 1, (http, _, _) => Replies.Error(http, 403, "flagged")),
    };

    private static IEnumerable<string> Badly => _badly.Keys;

    [TestCaseSource(nameof(Badly))]
    public void A_bad_server_is_tried_so_often_and_then_the_neutral_rule_answers_and_says_why(string how)
    {
        var (reason, calls, behave) = _badly[how];
        var clock = Remotes.Clock();
        var timeout = TimeSpan.FromHours(1);
        using var endpoint = new FakeEndpoint((_, http) => behave(http, clock, timeout));
        var ledger = new Ledger("agents");
        using var mind = Remotes.Mind(Remotes.Options(endpoint), ledger, clock);

        var answer = mind.Answer(Asks.Scales(1)).Single();

        Assert.That((answer.Source, answer.Value, answer.Refusal), Is.EqualTo((AnswerSource.Fallback, new ScaleValue(Asks.NeutralPoint), answer.Refusal)));
        Assert.That(answer.Refusal, Does.StartWith(reason + ": "));
        Assert.That((endpoint.Seen.Count, ledger.Snapshot().Calls), Is.EqualTo((calls, calls)));
        Assert.That(ledger.Snapshot().Refused, Is.EqualTo(new Dictionary<string, long> { [reason] = 1 }));
        Assert.That(ledger.Snapshot().Retried.GetValueOrDefault(reason), Is.EqualTo(calls - 1));
    }

    [TestCaseSource(nameof(Badly))]
    public void A_server_that_is_never_better_ends_the_run_and_leaves_no_answer_behind(string how)
    {
        var clock = Remotes.Clock();
        using var endpoint = new FakeEndpoint((_, http) => _badly[how].Behave(http, clock, TimeSpan.FromHours(1)));
        var ledger = new Ledger("agents");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { FailuresInARow = 3, Attempts = 1 }, ledger, clock);
        var heard = new List<Answer>();

        var stop = Assert.Throws<InputException>(() => mind.Answer(Asks.Scales(20), heard.Add))!;

        Assert.That(stop.Message, Does.Contain(endpoint.Address.ToString()).And.Contain("test-model").And.Contain("failed 3 asks in a row").And.Contain("resume"));
        Assert.That((heard.Count, endpoint.Seen.Count, ledger.Snapshot().Refused.Count), Is.EqualTo((0, 3, 0)), "nothing was invented for asks that a resumed run can still ask");
    }

    [TestCase(7, AnswerSource.Model)]
    [TestCase(9, AnswerSource.Fallback)]
    public void An_answer_is_read_up_to_a_bound(int megabytes, AnswerSource source)
    {
        using var endpoint = new FakeEndpoint((_, http) => Replies.Raw(http, "{\"choices\":[{\"message\":{\"content\":\"4\"}}]}" + new string(' ', megabytes << 20), "application/json"));
        using var mind = Remotes.Mind(Remotes.Options(endpoint));

        Assert.That(mind.Answer(Asks.Scales(1)).Single().Source, Is.EqualTo(source));
    }

    [TestCase(401, "key")]
    [TestCase(402, "balance")]
    [TestCase(404, "LLM_API_BASE")]
    [TestCase(302, "redirects to http://elsewhere.example/")]
    public void What_no_retry_can_mend_ends_the_run_at_once(int status, string says)
    {
        using var endpoint = new FakeEndpoint((_, http) =>
        {
            if (status == 302) http.Response.Headers.Location = "http://elsewhere.example/";
            return Replies.Error(http, status, "no");
        });
        using var mind = Remotes.Mind(Remotes.Options(endpoint));

        Assert.That(() => mind.Answer(Asks.Scales(5)), Throws.TypeOf<InputException>().With.Message.Contains($"status {status}").And.Message.Contains(says));
        Assert.That(endpoint.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_server_that_is_not_there_ends_the_run()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");
        listener.Stop();
        using var mind = Remotes.Mind(new RemoteOptions { Endpoint = closed, Model = "m", FailuresInARow = 2, Timeout = TimeSpan.FromHours(1) });

        Assert.That(() => mind.Answer(Asks.Scales(5)), Throws.TypeOf<InputException>().With.Message.Contains("refused").And.Message.Contains("server runs"));
    }

    [Test]
    public void A_bad_moment_is_not_a_dead_endpoint()
    {
        using var endpoint = new FakeEndpoint((request, http) => request.Number % 3 == 2 ? Replies.Chat(http, "4") : Replies.Error(http, 500));
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { FailuresInARow = 3, Attempts = 1 });
        var heard = new List<Answer>();

        var answers = mind.Answer(Asks.Scales(9), heard.Add);

        Assert.That(answers.Select(a => a.Source == AnswerSource.Model), Is.EqualTo(Enumerable.Range(0, 9).Select(i => i % 3 == 2)));
        Assert.That(answers.Select(a => a.Key.N), Is.EqualTo(Enumerable.Range(0, 9)));
        Assert.That(heard, Is.EquivalentTo(answers));
    }
}
