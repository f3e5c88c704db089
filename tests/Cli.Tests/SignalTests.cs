using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

[Platform(Exclude = "Win", Reason = "there is no kill to send signals with")]
public sealed class SignalTests
{
    // 20,016 tokens are beyond the tiny model's context: the warning tells when the model is loaded, and a repeat takes minutes
    private static readonly string[] _longBench = ["bench", "decode", "--sequences", "1", "--generate", "20000", "--threads", "1", "--json", "--model"];

    [Test]
    public void One_interrupt_stops_a_bench_inside_a_repeat()
    {
        using var persim = new Persim();

        var (result, seconds) = Interrupt(persim, Interrupting(), times: 1);

        Assert.That(result.ExitCode, Is.EqualTo(130), result.Error);
        Assert.That(result.Error, Does.EndWith("persim: stopped." + Environment.NewLine));
        Assert.That(result.Json.GetProperty("error").GetString(), Is.EqualTo("stopped."));
        Assert.That(seconds, Is.LessThan(10));
    }

    [Test]
    public void Two_signals_end_it_without_a_stack_trace()
    {
        using var persim = new Persim();

        var (result, seconds) = Interrupt(persim, "TERM", times: 2);

        Assert.That(result.ExitCode, Is.EqualTo(130), result.Error);
        Assert.That(result.Error, Does.Not.Contain("Unhandled").And.Not.Contain("   at "));
        Assert.That(seconds, Is.LessThan(10));
    }

    [Test]
    public void The_first_signal_asks_and_the_second_ends_the_process()
    {
        var codes = new List<int>();
        using var interruption = new Interruption(codes.Add);

        interruption.Signal();
        var asked = (interruption.Token.IsCancellationRequested, codes.Count);
        interruption.Signal();

        Assert.That(asked, Is.EqualTo((true, 0)));
        Assert.That(codes, Is.EqualTo(new[] { 130 }));
    }

    private static (Result Result, double Seconds) Interrupt(Persim persim, string signal, int times)
    {
        using var process = persim.Start(new Dictionary<string, string>(), [.. _longBench, TinyModel.Path()]);
        var warning = process.StandardError.ReadLine();
        Assert.That(warning, Does.Contain("was trained for"));
        Thread.Sleep(300);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        return (Persim.Finish(process), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // a shell's background jobs, and so all they start, ignore SIGINT: there the test uses the other signal
    private static string Interrupting()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status)) return "INT";
        var ignored = File.ReadLines(Status).First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim();
        return (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << 1)) == 0 ? "INT" : "TERM";
    }
}
