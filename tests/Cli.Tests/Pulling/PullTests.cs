using NUnit.Framework;
using PersonaSim.Cli.Wiring.Pulling;
using PersonaSim.Native;

namespace PersonaSim.Cli.Tests.Pulling;

/// <summary>Downloads from a server that cuts, stalls and lies: what ends up under the final name is the whole, checked file, or nothing.</summary>
public sealed class PullTests
{
    private static byte[] Model => PullBench.Model;

    [Test]
    public void A_whole_file_arrives_and_says_that_nothing_could_be_compared()
    {
        using var bench = new PullBench();
        using var server = LyingServer.Honest(Model);

        var pulled = bench.Pull(server.Address);

        bench.HasTheModel();
        Assert.That(pulled, Is.EqualTo(new PullResult(bench.Target, Model.Length, PullBench.Sha256(Model), PullProof.Nothing, 0, 0)));
        Assert.That(bench.Pull(server.Address, PullBench.Sha256(Model), replace: true).Verified, Is.EqualTo(PullProof.Given));
    }

    [Test]
    public void A_connection_cut_again_and_again_is_taken_up_where_it_broke()
    {
        using var bench = new PullBench();
        var sent = 0;
        using var server = new LyingServer((r, s) =>
        {
            var piece = Math.Min(Model.Length / 5, Model.Length - r.From);
            Interlocked.Add(ref sent, piece);
            return LyingServer.Serve(r, s, Model, most: piece);
        });

        var pulled = bench.Pull(server.Address);

        bench.HasTheModel();
        Assert.That(pulled.Retries, Is.InRange(4, 6));
        Assert.That(server.Seen.Skip(1).Select(r => r.IfRange), Has.All.EqualTo("\"one\""), "the rest is asked for on condition that the file is the same");
        Assert.That(sent, Is.EqualTo(Model.Length), "nothing was sent twice");
    }

    [Test]
    public void A_stalled_connection_is_given_up_and_taken_up_again()
    {
        using var bench = new PullBench();
        using var over = new CancellationTokenSource();
        using var server = new LyingServer(async (r, s) =>
        {
            await LyingServer.Serve(r, s, Model, most: r.Number == 0 ? 1000 : int.MaxValue);
            if (r.Number == 0) await Task.Delay(Timeout.Infinite, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var pulled = bench.Pull(server.Address);
        over.Cancel();

        bench.HasTheModel();
        Assert.That(pulled.Retries, Is.EqualTo(1));
        Assert.That(server.Seen.Last().From, Is.EqualTo(1000));
        Assert.That(bench.Said, Does.Contain("nothing came for 0.4 s"));
    }

    [Test]
    public void A_server_that_promises_more_than_it_has_is_given_up_and_the_part_is_gone_on_with_later()
    {
        using var bench = new PullBench();
        var half = Model.Length / 2;
        using var liar = new LyingServer((r, s) => r.From > 0 ? LyingServer.Say(s, "206 Partial Content", default, [$"Content-Range: bytes {r.From}-{Model.Length - 1}/{Model.Length}", "ETag: \"one\""], length: Model.Length - r.From) : LyingServer.Serve(r, s, Model, most: half));

        bench.Refuses(liar.Address + "/x", null, "3 attempts", "m.gguf.part", "goes on there");
        Assert.That(bench.Files, Is.EqualTo(new[] { "m.gguf.part", "m.gguf.part.json" }));
        Assert.That(File.ReadAllBytes(bench.Target + ".part"), Is.EqualTo(Model[..half]));
    }

    [Test]
    public void A_later_start_goes_on_with_the_part_if_it_is_of_the_same_file()
    {
        using var bench = new PullBench();
        var half = Model.Length / 2;
        var dead = true;
        using var server = new LyingServer((r, s) => dead && r.Number > 0 ? Task.CompletedTask : LyingServer.Serve(r, s, Model, most: dead ? half : int.MaxValue));
        bench.Refuses(server.Address + "/a.gguf", null, "attempts");
        dead = false;

        Assert.That(bench.Pull(server.Address + "/a.gguf?signature=1").Resumed, Is.EqualTo(half), "a signed address is another one each time");
        bench.HasTheModel();

        File.Delete(bench.Target);
        File.WriteAllBytes(bench.Target + ".part", [1, 2, 3]);
        Assert.That(bench.Pull(server.Address + "/a.gguf").Resumed, Is.Zero);
        Assert.That(bench.Said, Does.Contain("nothing says what it is a part of"));
        bench.HasTheModel();
    }

    [Test]
    public void A_part_of_another_address_or_of_a_file_without_a_mark_is_not_gone_on_with()
    {
        using var bench = new PullBench();
        string? mark = "\"one\"";
        var dead = true;
        using var server = new LyingServer((r, s) => dead && r.From > 0 ? Task.CompletedTask : LyingServer.Serve(r, s, Model, mark, most: dead ? 500 : int.MaxValue));
        bench.Refuses(server.Address + "/a.gguf");
        dead = false;

        Assert.That(bench.Pull(server.Address + "/b.gguf").Resumed, Is.Zero);
        bench.HasTheModel();

        (dead, mark) = (true, null);
        File.Delete(bench.Target);
        bench.Refuses(server.Address + "/a.gguf");
        dead = false;
        Assert.That(bench.Pull(server.Address + "/a.gguf").Resumed, Is.Zero);
        Assert.That(bench.Said, Does.Contain("no mark"));
        bench.HasTheModel();
    }

    [Test]
    public void A_file_that_changes_between_attempts_is_fetched_anew_and_never_mixed([Values] bool ignoresCondition)
    {
        using var bench = new PullBench();
        var half = Model.Length / 2;
        using var server = new LyingServer((r, s) =>
            r.Number == 0 ? LyingServer.Serve(r, s, Model, most: half)
            // either the proper answer (200 and the new file), or the new file's rest in spite of If-Range
            : LyingServer.Serve(ignoresCondition ? r with { Headers = r.Headers.Where(h => h.Key != "if-range").ToDictionary() } : r, s, PullBench.OtherModel, "\"two\""));

        bench.Pull(server.Address);

        bench.HasTheModel(PullBench.OtherModel);
        Assert.That(bench.Said, Does.Contain("changed on the server"));
    }

    [Test]
    public void A_server_without_ranges_and_one_that_sends_another_range_are_survived([Values] bool wrongRange)
    {
        using var bench = new PullBench();
        using var server = new LyingServer((r, s) =>
            r.Number == 0 ? LyingServer.Serve(r, s, Model, most: 3000)
            : wrongRange && r.From > 0 ? LyingServer.Say(s, "206 Partial Content", Model.AsMemory(0, 100), [$"Content-Range: bytes 0-99/{Model.Length}", "ETag: \"one\""])
            : LyingServer.Say(s, "200 OK", Model, ["ETag: \"one\""]));

        bench.Pull(server.Address);

        bench.HasTheModel();
        Assert.That(bench.Said, Does.Contain(wrongRange ? "another part than" : "whole files only"));
    }

    [Test]
    public void A_server_that_can_only_begin_again_and_always_cuts_is_given_up()
    {
        using var bench = new PullBench();
        using var server = new LyingServer((r, s) => LyingServer.Say(s, "200 OK", Model.AsMemory(0, 3000), ["ETag: \"one\""], length: Model.Length));

        bench.Refuses(server.Address, null, "3 attempts");

        Assert.That(server.Seen, Has.Count.EqualTo(3));
    }

    [Test]
    public void Other_content_than_promised_is_deleted()
    {
        using var bench = new PullBench();
        var right = PullBench.Sha256(PullBench.OtherModel);
        using var plain = LyingServer.Honest(Model);
        using var hub = LyingServer.Honest(Model, "\"one\"", $"X-Linked-ETag: \"{right}\"");
        using var sized = LyingServer.Honest(Model, "\"one\"", $"X-Linked-Size: {Model.Length + 1}");

        bench.Refuses(plain.Address, right, PullBench.Sha256(Model), right, "--sha256", "deleted");
        bench.Refuses(hub.Address, null, PullBench.Sha256(Model), right, "the hub", "deleted");
        bench.Refuses(hub.Address, new string('0', 64), "the hub says", "another file");
        Assert.That(hub.Seen, Has.Count.EqualTo(2), "what cannot be right is not even fetched");
        bench.Refuses(sized.Address, null, $"{Model.Length + 1} bytes", $"{Model.Length} are announced");

        Assert.That(bench.Files.Where(f => !f.Contains(".part", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_length_announced_too_short_is_found_by_the_check()
    {
        using var bench = new PullBench();
        using var server = new LyingServer((r, s) => LyingServer.Say(s, "200 OK", Model, [], length: Model.Length - 1000));

        bench.Refuses(server.Address, null, "cannot be used as a model", "bytes long", "deleted");

        Assert.That(bench.Files, Is.Empty);
    }

    [Test]
    public void What_is_no_model_is_seen_with_its_first_bytes()
    {
        using var bench = new PullBench();
        using var page = new LyingServer((_, s) => LyingServer.Say(s, "200 OK", "<!doctype html><html>Log in</html>"u8.ToArray(), ["Content-Type: text/html"], length: 40L << 30));
        using var pointer = LyingServer.Honest([.. "version https://git-lfs.github.com/spec/v1\noid sha256:"u8]);
        using var text = LyingServer.Honest([.. "not found\u001b[2J"u8]);
        using var empty = LyingServer.Honest([]);

        bench.Refuses(page.Address, null, "a web page", "text/html");
        bench.Refuses(pointer.Address, null, "Git LFS pointer", "/resolve/");
        Assert.That(bench.Refuses(text.Address, null, "no GGUF", "not found"), Does.Not.Contain("\u001b"));
        bench.Refuses(empty.Address, null, "no GGUF");

        Assert.That(bench.Files, Is.Empty);
    }

    [Test]
    public void A_check_that_fails_on_this_machine_keeps_the_file_and_is_tried_again_without_fetching()
    {
        using var bench = new PullBench();
        using var server = LyingServer.Honest(Model, "\"one\"", $"X-Linked-ETag: \"{PullBench.Sha256(Model)}\"");

        Assert.That(() => bench.Pull(server.Address, check: _ => throw new InputException("the library is missing")), Throws.InstanceOf<InputException>().With.Message.Contains("library is missing").And.Message.Contains("m.gguf.part"));
        Assert.That(File.Exists(bench.Target), Is.False);
        bench.Pull(server.Address);

        bench.HasTheModel();
        Assert.That(server.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_whole_part_without_a_hash_is_confirmed_by_the_server()
    {
        using var bench = new PullBench();
        using var server = LyingServer.Honest(Model);
        Assert.That(() => bench.Pull(server.Address, check: _ => throw new InputException("no")), Throws.InstanceOf<InputException>());

        bench.Pull(server.Address);

        bench.HasTheModel();
        Assert.That(server.Seen.Last().From, Is.EqualTo(Model.Length), "only asked whether there is more");
    }

    [Test]
    public void Two_pulls_of_one_file_do_not_meet()
    {
        using var bench = new PullBench();
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var server = new LyingServer(async (r, s) =>
        {
            begun.Set();
            await Task.Run(() => go.Wait(TimeSpan.FromSeconds(10)));
            await LyingServer.Serve(r, s, Model);
        });
        var first = Task.Run(() => bench.Pull(server.Address));
        begun.Wait();

        Assert.That(() => bench.Pull(server.Address), Throws.InstanceOf<InputException>().With.Message.Contains("m.gguf is being pulled already"));
        go.Set();
        first.GetAwaiter().GetResult();

        bench.HasTheModel();
        Assert.That(() => bench.Pull(server.Address), Throws.InstanceOf<InputException>().With.Message.Contains("exists").And.Message.Contains("--force"));
    }

    [Test]
    public void A_stop_keeps_the_part_and_a_full_disk_is_seen_before_it_is_full()
    {
        using var bench = new PullBench();
        using var stop = new CancellationTokenSource();
        using var slow = new LyingServer(async (r, s) =>
        {
            await LyingServer.Serve(r, s, Model, most: r.Number == 0 ? 2000 : int.MaxValue);
            if (r.Number > 0) return;
            await Task.Delay(100);
            await stop.CancelAsync();
            await Task.Delay(200);
        });
        using var full = new PullBench { Options = new PullOptions { FreeSpace = _ => 65 << 20 } };

        Assert.That(() => bench.Pull(slow.Address, cancellation: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(new FileInfo(bench.Target + ".part").Length, Is.EqualTo(2000));
        Assert.That(bench.Said, Does.Contain("are kept in").And.Contain("m.gguf.part"));
        Assert.That(bench.Pull(slow.Address).Resumed, Is.EqualTo(2000));
        bench.HasTheModel();

        using var large = new LyingServer((_, s) => LyingServer.Say(s, "200 OK", Model, [], length: 30L << 30));
        full.Refuses(large.Address, null, "30.00 GiB are to come", "65.0 MiB free");
    }
}
