using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Remote;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Minds.Remote;

public sealed class RemoteOptionsTests
{
    private static readonly (string, string)[] _variables =
    [
        ("LLM_MODEL", "from-env"), ("LLM_API_BASE", "http://127.0.0.1:9/v1/"), ("LLM_MAX_TOKENS", "77"), ("LLM_TEMPERATURE", "0.25"), ("LLM_TOP_P", "0.5"), ("LLM_FREQUENCY_PENALTY", "-1.5"), ("LLM_PRESENCE_PENALTY", "1e-1"),
    ];

    [Test]
    public void The_environment_fills_what_options_leave_open()
    {
        using var mind = RemoteMind.Connect(new RemoteOptions(), environment: Remotes.Environment(_variables));

        Assert.That((mind.Description.Kind, mind.Description.Reproducible), Is.EqualTo(("remote", false)));
        Assert.That(mind.Description.Settings, Is.EqualTo(new Dictionary<string, string>
        {
            ["attempts"] = "4",
            ["concurrency"] = "8",
            ["endpoint"] = "http://127.0.0.1:9/v1/",
            ["frequency_penalty"] = "-1.5",
            ["key"] = "none",
            ["max_tokens"] = "77",
            ["model"] = "from-env",
            ["presence_penalty"] = "0.1",
            ["protocol"] = "OpenAi",
            ["schema"] = "Auto",
            ["temperature"] = "0.25",
            ["timeout_s"] = "120",
            ["top_p"] = "0.5",
        }));
    }

    [Test]
    public void Options_win_over_the_environment()
    {
        var options = new RemoteOptions { Model = "mine", Endpoint = new Uri("http://127.0.0.1:8/v1"), MaxTokens = 1, Temperature = 1, TopP = 1, FrequencyPenalty = 0, PresencePenalty = 0 };

        using var mind = RemoteMind.Connect(options, environment: Remotes.Environment([.. _variables.Select(v => (v.Item1, "nonsense"))]));

        Assert.That(new[] { "model", "endpoint", "max_tokens", "temperature", "top_p", "frequency_penalty", "presence_penalty" }.Select(n => mind.Description.Settings[n]), Is.EqualTo(new[] { "mine", "http://127.0.0.1:8/v1", "1", "1", "1", "0", "0" }));
    }

    [TestCase("LLM_API_BASE", "not an address")]
    [TestCase("LLM_MAX_TOKENS", "0")]
    [TestCase("LLM_MAX_TOKENS", "many")]
    [TestCase("LLM_MAX_TOKENS", "1.5")]
    [TestCase("LLM_TEMPERATURE", "hot")]
    [TestCase("LLM_TEMPERATURE", "0,7")]
    [TestCase("LLM_TEMPERATURE", "NaN")]
    [TestCase("LLM_TOP_P", "1.01")]
    [TestCase("LLM_FREQUENCY_PENALTY", "3")]
    [TestCase("LLM_PRESENCE_PENALTY", "-Infinity")]
    public void A_malformed_variable_is_refused_by_name(string name, string value)
    {
        Assert.That(() => RemoteMind.Connect(new RemoteOptions(), environment: Remotes.Environment([.. _variables, (name, value)])), Throws.TypeOf<InputException>().With.Message.Contains(name));
    }

    [TestCase("http://user:secret@127.0.0.1/v1")]
    [TestCase("http://127.0.0.1/v1?key=secret")]
    [TestCase("ftp://127.0.0.1/v1")]
    public void An_address_that_could_hold_a_secret_is_refused_without_being_shown(string address)
    {
        Assert.That(() => RemoteMind.Connect(new RemoteOptions { Model = "m", Endpoint = new Uri(address) }, environment: Remotes.Environment()), Throws.TypeOf<InputException>().With.Message.Not.Contains("secret"));
    }

    [Test]
    public void Settings_out_of_range_are_refused_by_name()
    {
        var good = new RemoteOptions { Model = "m", Endpoint = new Uri("http://127.0.0.1/v1") };
        foreach (var (options, name) in new[] { (good with { Concurrency = 0 }, "concurrency"), (good with { Attempts = 0 }, "attempts"), (good with { Temperature = float.NaN }, "temperature"), (good with { Timeout = TimeSpan.Zero }, "timeout"), (good with { Model = " " }, "LLM_MODEL"), (good with { KeyVariable = "HOME" }, "HOME"), (good with { Protocol = RemoteProtocol.Anthropic, PresencePenalty = 1 }, "presence_penalty") })
        {
            Assert.That(() => RemoteMind.Connect(options, environment: Remotes.Environment()), Throws.TypeOf<InputException>().With.Message.Contains(name));
        }
    }

    [TestCase(RemoteProtocol.OpenAi, null, "OPENAI_API_KEY")]
    [TestCase(RemoteProtocol.Anthropic, null, "ANTHROPIC_API_KEY")]
    [TestCase(RemoteProtocol.OpenAi, "http://elsewhere.example/v1", "LLM_API_KEY")]
    public void A_providers_own_key_goes_to_that_provider_only(RemoteProtocol protocol, string? address, string variable)
    {
        var options = new RemoteOptions { Protocol = protocol, Model = "m", Endpoint = address is null ? null : new Uri(address) };

        using var mind = RemoteMind.Connect(options, environment: Remotes.Environment(("OPENAI_API_KEY", "key-of-openai"), ("ANTHROPIC_API_KEY", "key-of-anthropic"), ("LLM_API_KEY", "key-of-any")));

        Assert.That(mind.Description.Settings["key"], Is.EqualTo(variable));
    }

    [Test]
    public void A_provider_without_a_key_is_refused_and_a_local_server_is_not()
    {
        Assert.That(() => RemoteMind.Connect(new RemoteOptions { Model = "m" }, environment: Remotes.Environment()), Throws.TypeOf<InputException>().With.Message.Contains("OPENAI_API_KEY or LLM_API_KEY"));
        Assert.That(() => RemoteMind.Connect(new RemoteOptions { Model = "m", Endpoint = new Uri("http://127.0.0.1/v1") }, environment: Remotes.Environment()).Dispose(), Throws.Nothing);
    }

    [Test]
    public void Asks_that_no_endpoint_can_answer_are_refused_before_anything_is_sent()
    {
        using var endpoint = FakeEndpoint.Saying("4");
        using var mind = Remotes.Mind(Remotes.Options(endpoint));
        var ask = Asks.Scale(1);
        foreach (var (wrong, says) in new[] { (ask with { Mode = AskMode.Score }, "probability"), (ask with { Mode = AskMode.Embed, Shape = Shape.Vector(4) }, "embedding"), (ask with { Doses = [new DirectionDose("E", 0), new DirectionDose("N", 1)] }, "doses"), (ask with { Blocks = [new Block("b", "narrator", "x")] }, "narrator") })
        {
            Assert.That(() => mind.Answer(Asks.Page(Asks.Scale(), wrong)), Throws.TypeOf<InputException>().With.Message.Contains(ask.Key.ToString()).And.Message.Contains(says));
        }

        Assert.That(endpoint.Seen, Is.Empty);
        Assert.That(mind.Answer(Asks.Page(ask with { Doses = [new DirectionDose("E", 0)] })).Single().Source, Is.EqualTo(AnswerSource.Model), "a dose of zero is no dose");
    }
}
