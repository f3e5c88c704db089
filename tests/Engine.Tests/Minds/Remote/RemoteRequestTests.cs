using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Remote;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Remote;

public sealed class RemoteRequestTests
{
    [Test]
    public void An_ask_becomes_one_openai_request()
    {
        using var endpoint = FakeEndpoint.Saying("4");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Temperature = 0.7f, TopP = 0.9f, MaxTokens = 48, FrequencyPenalty = 0.5f, PresencePenalty = -1 });

        mind.Answer(Asks.Scales(1));

        var request = endpoint.Seen.Single();
        Assert.That((request.Path, request.Headers["authorization"], request.Headers["content-type"]), Is.EqualTo(("/v1/chat/completions", "Bearer " + Remotes.Key, "application/json")));
        Assert.That(Text(request, "model"), Is.EqualTo("test-model"));
        Assert.That(new[] { "temperature", "top_p", "max_tokens", "frequency_penalty", "presence_penalty" }.Select(n => request.Body.GetProperty(n).GetRawText()), Is.EqualTo(new[] { "0.7", "0.9", "48", "0.5", "-1" }));
        Assert.That(request.Body.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("role").GetString(), m.GetProperty("content").GetString())), Is.EqualTo(new[]
        {
            ("system", "You live in a small town. You like order."),
            ("user", "How satisfied are you, question 0?\n\nAnswer with one whole number from 1 to 5, and nothing else."),
        }));
    }

    [Test]
    public void A_shape_travels_as_a_strict_schema()
    {
        using var endpoint = FakeEndpoint.Saying("{\"mood\":\"good\",\"trust\":2,\"why\":\"it rained\"}");
        using var mind = Remotes.Mind(Remotes.Options(endpoint));
        var shape = Shape.Fields(new Field("mood", Shape.Choice("good", "bad")), new Field("trust", Shape.Scale()), new Field("why", Shape.Text(40)));

        mind.Answer(Asks.Page(Asks.With(shape)));

        var format = endpoint.Seen.Single().Body.GetProperty("response_format");
        Assert.That((format.GetProperty("type").GetString(), format.GetProperty("json_schema").GetProperty("strict").GetBoolean()), Is.EqualTo(("json_schema", true)));
        Assert.That(JsonElement.DeepEquals(format.GetProperty("json_schema").GetProperty("schema"), JsonDocument.Parse(ShapeSchema.Json(shape, bounds: false)).RootElement));
        Assert.That(endpoint.Seen.Single().LastUserText, Does.EndWith("Answer with one JSON object and nothing else: {\"mood\": one of \"good\", \"bad\", \"trust\": one whole number from 1 to 5, \"why\": one line of text of at most 40 characters}"));
    }

    [Test]
    public void Nothing_is_sent_that_was_not_set()
    {
        using var endpoint = FakeEndpoint.Saying("4");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Schema = SchemaUse.Off });

        mind.Answer(Asks.Scales(1));

        Assert.That(endpoint.Seen.Single().Body.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(new[] { "model", "messages", "max_tokens" }));
    }

    [Test]
    public void An_ask_becomes_one_anthropic_request()
    {
        using var endpoint = new FakeEndpoint((_, http) => Replies.Json(http, new { content = new object[] { new { type = "thinking", thinking = "let me see" }, new { type = "text", text = "{\"answer\":4}" } }, stop_reason = "end_turn", usage = new { input_tokens = 40, cache_read_input_tokens = 60, output_tokens = 20 } }));
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Protocol = RemoteProtocol.Anthropic, Temperature = 0.5f, KeyVariable = "ANTHROPIC_API_KEY" }, environment: ("ANTHROPIC_API_KEY", "another-key"));

        var answer = mind.Answer(Asks.Scales(1)).Single();

        var request = endpoint.Seen.Single();
        Assert.That((request.Path, request.Headers["x-api-key"], request.Headers["anthropic-version"]), Is.EqualTo(("/v1/messages", "another-key", "2023-06-01")));
        Assert.That((Text(request, "model"), Text(request, "system"), request.Body.GetProperty("max_tokens").GetInt32()), Is.EqualTo(("test-model", "You live in a small town. You like order.", 1024)));
        Assert.That(request.Body.GetProperty("messages").GetArrayLength(), Is.EqualTo(1));
        Assert.That(request.Body.GetProperty("output_config").GetProperty("format").GetProperty("type").GetString(), Is.EqualTo("json_schema"));
        Assert.That((answer.Value, answer.Source), Is.EqualTo((new ScaleValue(4), AnswerSource.Model)));
        Assert.That((answer.Usage.PromptTokens, answer.Usage.ComputedTokens, answer.Usage.GeneratedTokens), Is.EqualTo((100, 40, 20)));
        Assert.That(answer.Usage.ThoughtTokens, Is.InRange(1, 19), "the part of the characters that were thoughts");
    }

    [Test]
    public void A_schema_that_the_endpoint_refuses_is_left_out_from_then_on_and_that_is_recorded()
    {
        using var endpoint = new FakeEndpoint((request, http) => request.Body.TryGetProperty("response_format", out var _) ? Replies.Error(http, 400, "Unsupported: response_format") : Replies.Chat(http, "2"));
        var ledger = new Engine.Minds.Ledgers.Ledger("agents");
        using var mind = Remotes.Mind(Remotes.Options(endpoint), ledger);

        var answers = mind.Answer(Asks.Scales(3));

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
        Assert.That(endpoint.Seen.Count(r => r.Body.TryGetProperty("response_format", out var _)), Is.EqualTo(1));
        Assert.That(ledger.Snapshot().Retried, Is.EqualTo(new Dictionary<string, long> { ["schema refused"] = 1 }));
        Assert.That((ledger.Snapshot().Calls, mind.Description.Settings["schema"]), Is.EqualTo((4, "Auto, refused by the endpoint")));
    }

    [Test]
    public void An_error_that_only_mentions_schemas_does_not_switch_them_off()
    {
        using var endpoint = new FakeEndpoint((request, http) => request.Number < 2 ? Replies.Error(http, 400, "the prompt is too long, schema included") : Replies.Chat(http, "2"));
        using var mind = Remotes.Mind(Remotes.Options(endpoint));

        var answers = mind.Answer(Asks.Scales(2));

        Assert.That(answers.Select(a => a.Source), Is.EqualTo(new[] { AnswerSource.Fallback, AnswerSource.Model }));
        Assert.That(endpoint.Seen.Select(r => r.Body.TryGetProperty("response_format", out var _)), Is.EqualTo(new[] { true, false, true }));
        Assert.That(mind.Description.Settings["schema"], Is.EqualTo("Auto"));
    }

    [Test]
    public void A_schema_that_must_be_used_and_is_refused_is_a_failure()
    {
        using var endpoint = new FakeEndpoint((_, http) => Replies.Error(http, 400, "Unsupported: response_format"));
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Schema = SchemaUse.On });

        var answer = mind.Answer(Asks.Scales(1)).Single();

        Assert.That((answer.Source, endpoint.Seen.Count), Is.EqualTo((AnswerSource.Fallback, 1)));
        Assert.That(answer.Refusal, Is.EqualTo("http 400: status 400: Unsupported: response_format"));
    }

    private static string? Text(SeenRequest request, string name) => request.Body.GetProperty(name).GetString();
}
