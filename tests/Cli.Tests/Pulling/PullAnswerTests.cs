using NUnit.Framework;
using PersonaSim.Cli.Wiring.Pulling;
using PersonaSim.Native;

namespace PersonaSim.Cli.Tests.Pulling;

/// <summary>Statuses, redirects, and where a token goes.</summary>
public sealed class PullAnswerTests
{
    private const string Token = "hf_verySecretToken123";

    private static byte[] Model => PullBench.Model;

    [TestCase("404 Not Found", "404", "spelling")]
    [TestCase("403 Forbidden", "403", PullSource.TokenVariable)]
    [TestCase("401 Unauthorized", "401", "token")]
    [TestCase("418 Teapot", "418", "nothing that can be downloaded")]
    public void What_no_retry_mends_is_said_at_once(string status, params string[] words)
    {
        using var bench = new PullBench();
        using var server = new LyingServer((_, s) => LyingServer.Say(s, status, default, []));

        bench.Refuses(server.Address, null, words);

        Assert.That(server.Seen, Has.Count.EqualTo(1));
        Assert.That(bench.Files, Is.Empty);
    }

    [TestCase("500 Internal Server Error"), TestCase("503 Service Unavailable"), TestCase("429 Too Many Requests")]
    public void A_busy_server_is_asked_again_and_in_the_end_given_up(string status)
    {
        using var bench = new PullBench();
        using var recovers = new LyingServer((r, s) => r.Number < 2 ? LyingServer.Say(s, status, default, ["Retry-After: 0"]) : LyingServer.Serve(r, s, Model));
        using var stays = new LyingServer((_, s) => LyingServer.Say(s, status, default, []));

        Assert.That(bench.Pull(recovers.Address).Retries, Is.EqualTo(2));
        bench.HasTheModel();
        File.Delete(bench.Target);
        bench.Refuses(stays.Address, null, status[..3], "3 attempts");
        Assert.That(bench.Files, Is.Empty);
    }

    [Test]
    public void A_server_that_is_not_there_is_named()
    {
        using var bench = new PullBench();

        bench.Refuses("http://127.0.0.1:9/m.gguf", null, "127.0.0.1:9", "reached");
    }

    [Test]
    public void Redirects_are_followed_and_what_the_hub_said_on_the_way_is_believed()
    {
        using var bench = new PullBench();
        using var store = LyingServer.Honest(Model);
        using var hub = new LyingServer((r, s) => r.Path == "/moved"
            ? LyingServer.Say(s, "302 Found", default, [$"Location: {store.Address}/blob?signature=secret", $"X-Linked-ETag: \"{PullBench.Sha256(Model)}\"", $"X-Linked-Size: {Model.Length}"])
            : LyingServer.Say(s, "307 Temporary Redirect", default, ["Location: /moved"]));

        Assert.That(bench.Pull(hub.Address + "/m.gguf").Verified, Is.EqualTo(PullProof.Hub));

        bench.HasTheModel();
        Assert.That(store.Seen.Single().Path, Does.EndWith("signature=secret"));
    }

    [TestCase("Location: /again", "more than 10 times")]
    [TestCase("X: y", "without saying where")]
    [TestCase("Location: ftp://elsewhere/m.gguf", "ftp:")]
    public void Redirects_that_lead_nowhere_end(string header, string reason)
    {
        using var bench = new PullBench();
        using var server = new LyingServer((_, s) => LyingServer.Say(s, "302 Found", default, [header]));

        bench.Refuses(server.Address, null, reason);
    }

    [Test]
    public void A_token_goes_to_its_own_host_only_and_is_written_nowhere()
    {
        using var bench = new PullBench();
        using var store = new LyingServer((r, s) => r.Number == 0 ? LyingServer.Serve(r, s, Model, most: 1000) : LyingServer.Say(s, "403 Forbidden", default, []));
        using var hub = new LyingServer((r, s) => r.Path == "/direct" ? LyingServer.Say(s, "302 Found", default, [$"Location: {store.Address}/blob"]) : LyingServer.Say(s, "302 Found", default, ["Location: /direct"]));

        var refusal = Assert.Throws<InputException>(() => bench.Pull(hub.Address + "/m.gguf?key=" + Token, token: Token))!;

        Assert.That(hub.Seen.Select(r => r.Headers.GetValueOrDefault("authorization")), Has.All.EqualTo("Bearer " + Token));
        Assert.That(store.Seen.Select(r => r.Headers.ContainsKey("authorization")), Has.None.True);
        Assert.That(refusal.ToString() + bench.Said + File.ReadAllText(bench.Target + ".part.json") + new PullSource(new Uri(hub.Address), "m", Token), Does.Not.Contain(Token));
    }

    [Test]
    public void A_source_becomes_an_address_and_its_token()
    {
        static Func<string, string?> Environment(params string[] pairs) => name => pairs.FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

        var plain = PullSource.Parse("hf:lab/repo/deep/my model.gguf", null, Environment("HF_TOKEN=" + Token));
        var mirror = PullSource.Parse("hf:lab/repo/m.gguf", "refs/pr/1", Environment("HF_TOKEN=" + Token, "PERSIM_HUB=https://mirror.example/hub/"));
        var own = PullSource.Parse("hf:lab/repo/m.gguf", null, Environment("PERSIM_HUB=https://mirror.example", "PERSIM_HUB_TOKEN=" + Token));
        var elsewhere = PullSource.Parse("https://other.example/m.gguf?x=1", null, Environment("HF_TOKEN=" + Token));

        Assert.That(plain.Address.AbsoluteUri, Is.EqualTo("https://huggingface.co/lab/repo/resolve/main/deep/my%20model.gguf"));
        Assert.That((plain.File, plain.Token), Is.EqualTo(("my model.gguf", Token)));
        Assert.That(mirror.Address.AbsoluteUri, Is.EqualTo("https://mirror.example/hub/lab/repo/resolve/refs%2Fpr%2F1/m.gguf"));
        Assert.That(mirror.Token, Is.Null, "the hub's own token is not a mirror's");
        Assert.That(own.Token, Is.EqualTo(Token));
        Assert.That(elsewhere.Token, Is.Null);
        Assert.That(elsewhere.Shown, Is.EqualTo("https://other.example/m.gguf"));
        Assert.That(() => PullSource.Parse("hf:lab/repo/m.gguf", null, Environment("PERSIM_HUB=http://mirror.example", "PERSIM_HUB_TOKEN=" + Token)), Throws.InstanceOf<InputException>().With.Message.Contains("unencrypted").And.Message.Not.Contains(Token));
        Assert.That(() => PullSource.Parse("hf:lab/repo/m.gguf", null, Environment("PERSIM_HUB_TOKEN=a b")), Throws.InstanceOf<InputException>().With.Message.Contains("blank"));
    }
}
