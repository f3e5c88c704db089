using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Native.Tests.Gguf;

namespace PersonaSim.Native.Tests.Models.Probing;

/// <summary>The children are shell scripts that behave as a loader does: well, badly, or not at all.</summary>
[Platform(Exclude = "Win", Reason = "the children are shell scripts")]
public sealed class ModelGateTests
{
    private const string Good = "echo 'probe: started'; echo loading >&2; echo 'probe: decoded'";
    private string _folder = "";
    private string _model = "";
    private int _started;

    [SetUp]
    public void Write_a_model()
    {
        _folder = Directory.CreateTempSubdirectory("persim-gate-").FullName;
        _model = Path.Combine(_folder, "tiny.gguf");
        File.WriteAllBytes(_model, TinyModels.Of("llama").Build());
        File.SetLastWriteTimeUtc(_model, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _started = 0;
    }

    [TearDown]
    public void Remove_it() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Passes_a_file_that_the_child_decodes_and_remembers_it()
    {
        var first = ModelGate.Require(_model, Options(Good));
        var again = ModelGate.Require(_model, Options("exit 9"));

        Assert.That((first.Outcome, first.ExitCode, first.Sha256.Length), Is.EqualTo((ProbeOutcome.Ok, 0, 64)));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(_started, Is.EqualTo(1));
    }

    [TestCase("echo 'probe: started'; echo bad shape >&2; exit 1", ProbeOutcome.Refused, "exit code 1; last line: bad shape")]
    [TestCase("echo 'probe: started'; echo 'GGML_ASSERT(n > 0) failed' >&2; kill -ABRT $$", ProbeOutcome.Crashed, "signal 6 (abort); last line: GGML_ASSERT(n > 0) failed")]
    [TestCase("echo 'probe: started'; kill -SEGV $$", ProbeOutcome.Crashed, "signal 11 (segmentation fault); nothing on its error stream")]
    [TestCase("echo 'probe: started'", ProbeOutcome.Crashed, "ended with exit code 0 before a token was decoded")]
    public void Refuses_a_file_with_the_childs_own_reason_and_remembers_it(string script, ProbeOutcome outcome, string detail)
    {
        var verdict = ModelGate.Check(_model, Options(script));

        Assert.That(verdict.Outcome, Is.EqualTo(outcome));
        Assert.That(verdict.Detail, Does.StartWith(detail));
        Assert.That(ModelGate.Check(_model, Options(Good)), Is.EqualTo(verdict));
        Assert.That(() => ModelGate.Require(_model, Options(Good)), Throws.TypeOf<InputException>()
            .With.Message.Contains(_model).And.Message.Contains(detail));
    }

    [Test]
    public void Stops_a_child_that_hangs_and_what_it_started()
    {
        var pid = Path.Combine(_folder, "pid");
        var options = Options($"echo 'probe: started'; echo layer 3 >&2; sleep 1000 & echo $! > {pid}; wait") with { TimeLimit = TimeSpan.FromSeconds(0.3) };
        var watch = Stopwatch.StartNew();

        var verdict = ModelGate.Check(_model, options);

        Assert.That((verdict.Outcome, verdict.ExitCode), Is.EqualTo((ProbeOutcome.TimedOut, (int?)null)));
        Assert.That(verdict.Detail, Is.EqualTo("stopped after 0.3 s; last line: layer 3"));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(() => IsGone(int.Parse(File.ReadAllText(pid))), Is.True.After(5000, 50), "the grandchild still runs");
    }

    [Test]
    public void Measures_time_by_the_clock_it_is_given()
    {
        var options = Options("echo 'probe: started'; sleep 1000") with { TimeLimit = TimeSpan.FromHours(1), Time = new Hasty() };

        Assert.That(ModelGate.Check(_model, options).Outcome, Is.EqualTo(ProbeOutcome.TimedOut));
    }

    [Test]
    public void Stops_a_child_that_takes_too_much_memory()
    {
        // the shell keeps the text in its own memory
        var options = Options("echo 'probe: started'; x=0123456789abcdef; while :; do x=$x$x; done") with { MemoryLimit = 64L << 20 };

        var verdict = ModelGate.Check(_model, options);

        Assert.That(verdict.Outcome, Is.EqualTo(ProbeOutcome.TooLarge), verdict.Detail);
        Assert.That(verdict.PeakBytes, Is.GreaterThan(64L << 20));
    }

    [Test]
    public void Tries_again_when_the_limit_that_stopped_it_is_raised_but_not_otherwise()
    {
        var tight = Options("echo 'probe: started'; sleep 1000") with { TimeLimit = TimeSpan.FromSeconds(0.2) };
        var stopped = ModelGate.Check(_model, tight);

        Assert.That(ModelGate.Check(_model, tight), Is.EqualTo(stopped));
        Assert.That(_started, Is.EqualTo(1));
        Assert.That(ModelGate.Check(_model, Options(Good)).IsOk);
    }

    [Test]
    public void Tries_again_for_another_producer_other_content_or_a_broken_cache_entry()
    {
        ModelGate.Require(_model, Options(Good));
        ModelGate.Require(_model, Options(Good) with { Producer = "llama.cpp 0.6.0" });
        Assert.That(_started, Is.EqualTo(2));

        File.WriteAllBytes(_model, TinyModels.Of("qwen3").Build());
        ModelGate.Require(_model, Options(Good));
        Assert.That(_started, Is.EqualTo(3));

        foreach (var entry in Directory.GetFiles(Path.Combine(_folder, "cache"))) File.WriteAllText(entry, "{");
        ModelGate.Require(_model, Options(Good));
        Assert.That(_started, Is.EqualTo(4));
    }

    [Test]
    public void Knows_the_same_content_under_another_name()
    {
        var first = ModelGate.Require(_model, Options(Good));
        File.Move(_model, _model + "2");

        Assert.That(ModelGate.Require(_model + "2", Options("exit 9")), Is.EqualTo(first));
    }

    [Test]
    public void Does_not_judge_the_file_when_the_probe_itself_fails_or_is_stopped_from_outside()
    {
        Assert.That(() => ModelGate.Check(_model, Options("echo no libllama >&2; exit 1")), Throws.TypeOf<InputException>()
            .With.Message.Contains("never started (exit code 1; last line: no libllama)"));
        Assert.That(ModelGate.Check(_model, Options("echo 'probe: started'; kill -INT $$")).IsOk, Is.False);
        Assert.That(() => ModelGate.Check(_model, Options(Good) with { Command = _ => new ProcessStartInfo("/no/such/probe") }),
            Throws.TypeOf<InputException>().With.Message.Contains("cannot be started"));

        Assert.That(ModelGate.Check(_model, Options(Good)).IsOk);
    }

    [Test]
    public void Starts_no_child_for_a_file_that_the_validator_refuses()
    {
        File.WriteAllBytes(_model, TinyModels.Of("llama").With("llama.block_count", 99u).Build());

        Assert.That(() => ModelGate.Check(_model, Options(Good)), Throws.TypeOf<GgufFormatException>());
        Assert.That(_started, Is.Zero);
    }

    [Test]
    public void A_child_that_writes_without_end_is_read_in_bounded_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var verdict = ModelGate.Check(_model, Options("echo 'probe: started'; head -c 50000000 /dev/zero; head -c 50000000 /dev/zero >&2; echo 'probe: decoded'"));

        Assert.That(verdict.IsOk, verdict.Detail);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void Does_without_a_cache_that_cannot_be_written()
    {
        File.WriteAllText(Path.Combine(_folder, "cache"), "a file where the folder should be");

        Assert.That(ModelGate.Require(_model, Options(Good)).IsOk);
        Assert.That(ModelGate.Require(_model, Options(Good)).IsOk);
        Assert.That(_started, Is.EqualTo(2), "nothing is remembered");
    }

    [Test]
    public void A_cancelled_trial_ends_its_child_and_stores_nothing()
    {
        using var source = new CancellationTokenSource(200);
        var options = Options("echo 'probe: started'; exec sleep 60") with { Cancellation = source.Token };

        Assert.That(() => ModelGate.Check(_model, options), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(ModelGate.Check(_model, Options(Good)).IsOk);
    }

    private static bool IsGone(int pid)
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var found = Process.GetProcessById(pid);
                Thread.Sleep(20);
            }
            catch (ArgumentException)
            {
                return true;
            }
        }

        return false;
    }

    private ProbeOptions Options(string script) => new(Path.Combine(_folder, "cache"), "llama.cpp 0.5.0", path =>
    {
        Assert.That(path, Does.StartWith(_folder));
        _started++;
        return new ProcessStartInfo("/bin/sh", ["-c", script]);
    });

    private sealed class Hasty : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += TimestampFrequency * 600;
    }
}
