using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Minds.Remote;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds.Remote;

/// <summary>A server that knows the key tries to get it into something that is kept or shown.</summary>
public sealed class RemoteSecretTests
{
    private static readonly string _escaped = Remotes.Key.Replace("s", "\\u0073", StringComparison.Ordinal);

    private static readonly Dictionary<string, Func<HttpContext, Task>> _echoes = new()
    {
        ["in an error"] = http => Replies.Error(http, 400, $"Incorrect API key provided: {Remotes.Key}"),
        ["in a fatal error"] = http => Replies.Error(http, 401, $"Incorrect API key provided: {Remotes.Key}"),
        ["in an escaped error"] = http => Replies.Raw(http, $"{{\"error\":{{\"message\":\"{_escaped}\"}}}}", "application/json", 500),
        ["in a plain error at its edge"] = http => Replies.Raw(http, new string('x', 290) + Remotes.Key, "text/plain", 500),
        ["in an error with status 200"] = http => Replies.Error(http, 200, Remotes.Key),
        ["in html"] = http => Replies.Raw(http, $"<html>{Remotes.Key}</html>", "text/html"),
        ["in broken json"] = http => Replies.Raw(http, $"{{\"{Remotes.Key}\"", "application/json"),
        ["in its content type"] = http => Replies.Raw(http, "x", "text/" + Remotes.Key),
        ["in a redirect"] = http =>
        {
            http.Response.Headers.Location = "http://elsewhere.example/?key=" + Remotes.Key;
            return Replies.Raw(http, "", null, 307);
        },
        ["in its status line"] = http => Replies.Error(http, 418, Remotes.Key.ToUpperInvariant()),
        ["in an answer that fits"] = http => Replies.Chat(http, $"your key is {Remotes.Key}"),
        ["in an escaped answer"] = http => Replies.Raw(http, $"{{\"choices\":[{{\"message\":{{\"content\":\"{_escaped}\"}}}}]}}", "application/json"),
        ["in an answer that does not fit"] = http => Replies.Chat(http, Remotes.Key + new string('x', 500)),
        ["in its refusal"] = http => Replies.Chat(http, null, refusal: Remotes.Key),
        ["in its thoughts"] = http => Replies.Chat(http, "", thoughts: Remotes.Key),
    };

    private static IEnumerable<string> Echoes => _echoes.Keys;

    [TestCaseSource(nameof(Echoes))]
    public void The_key_is_in_nothing_that_the_mind_says(string how)
    {
        using var folder = new TempFolder();
        using var endpoint = new FakeEndpoint((_, http) => _echoes[how](http));
        var ledger = new Ledger("agents");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { FailuresInARow = 3, Attempts = 2 }, ledger);
        var said = new List<string>();
        var ask = Asks.With(Shape.Text(200));

        using (var store = new AnswerFile(folder.File("answers.jsonl")))
        {
            for (var n = 0; n < 4; n++)
            {
                try
                {
                    foreach (var answer in mind.Answer(Asks.Page(ask with { Key = ask.Key with { N = n } }), a => said.Add(JsonSerializer.Serialize(a))))
                    {
                        store.Add(RecordedAnswer.Of(ask with { Key = answer.Key }, answer));
                        said.Add(answer.ToString());
                    }
                }
                catch (PersimException e)
                {
                    for (Exception? inner = e; inner is not null; inner = inner.InnerException) said.Add(inner.ToString() + inner.Message + JsonSerializer.Serialize(inner.Data));
                }
            }
        }

        said.Add(File.ReadAllText(folder.File("answers.jsonl")));
        said.Add(JsonSerializer.Serialize(mind.Description) + mind.Description + mind);
        said.Add(JsonSerializer.Serialize(ledger.Snapshot()) + ledger.Snapshot());
        Assert.That(said, Has.Count.GreaterThan(4));
        Assert.That(endpoint.Seen.Select(r => r.Headers["authorization"]), Is.All.Contains(Remotes.Key), "the server did get it");
        Assert.That(said.Where(s => s.Contains(Remotes.Key, StringComparison.OrdinalIgnoreCase) || s.Contains(Remotes.Key[..12], StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(mind.Description.Settings["key"], Is.EqualTo("LLM_API_KEY"));
    }

    [Test]
    public void A_place_holder_for_a_key_is_a_word_like_any_other()
    {
        using var endpoint = FakeEndpoint.Saying("an ollama is no animal");
        using var mind = Remotes.Mind(Remotes.Options(endpoint), environment: ("LLM_API_KEY", "ollama"));

        Assert.That(mind.Answer(Asks.Page(Asks.With(Shape.Text()))).Single().Raw, Is.EqualTo("an ollama is no animal"));
    }

    [Test]
    public void A_key_with_a_blank_in_it_is_refused_without_being_shown()
    {
        var options = new RemoteOptions { Endpoint = new Uri("http://127.0.0.1:1/v1"), Model = "m" };

        Assert.That(() => RemoteMind.Connect(options, environment: Remotes.Environment(("LLM_API_KEY", "sk-1234 sk-5678"))), Throws.TypeOf<InputException>().With.Message.Contains("LLM_API_KEY").And.Message.Not.Contains("sk-"));
    }
}
