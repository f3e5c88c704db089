using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Sweeps;

/// <summary>The array on a real Slurm of one node, which the test starts for itself (Debian's slurm-wlm and munge).</summary>
[Category("Full"), Platform("Linux")]
public sealed class SlurmTests
{
    [Test]
    public void The_array_runs_on_a_node_and_the_collecting_job_writes_the_table_of_a_local_sweep()
    {
        using var persim = new Persim();
        using var node = new TempFolder();
        persim.Run(SweepTests.Sweep("--grid", "seed=1..3", "--out", "local")).IsFine();
        var written = persim.Run(SweepTests.Sweep("--grid", "seed=1..3", "--slurm", "cluster", "--json")).IsFine().Json;
        var table = Path.Combine(persim.Home, "cluster", "cells.csv");
        try
        {
            Script(node.Path, "start", node.Path, FreePorts().ToString(CultureInfo.InvariantCulture));

            Run(written.GetProperty("submit").GetString()!, node.Path);
            var began = Stopwatch.StartNew();
            while (!File.Exists(table) && began.Elapsed < TimeSpan.FromMinutes(2)) Thread.Sleep(200);

            Assert.That(File.Exists(table), $"no table after {began.Elapsed}: {Logs(persim)}");
            Assert.That(File.ReadAllText(table), Is.EqualTo(File.ReadAllText(Path.Combine(persim.Home, "local", "cells.csv"))));
            Assert.That(Logs(persim), Does.Contain("cell-003 (seed=3): finished after 8 ticks").And.Contain("3 cells of 3 finished"));
        }
        finally
        {
            Script(node.Path, "stop", node.Path);
        }
    }

    private static string Logs(Persim persim)
    {
        // the collecting job has written its table a moment before its log is closed
        Thread.Sleep(1000);
        return string.Join('\n', Directory.GetFiles(Path.Combine(persim.Home, "cluster", "slurm")).Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }

    // two in a row
    private static int FreePorts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port is var port && port < 65000 ? port : 26817;
    }

    private static void Script(string node, params string[] arguments) => Run(Path.Combine(Repository.Root, "tests", "slurm", "node.sh"), node, arguments);

    private static void Run(string program, string node, params string[] arguments)
    {
        // daemons that stay behind must not hold pipes of ours, or we would wait for their end
        var start = new ProcessStartInfo("sh", ["-c", "out=$(mktemp) || exit 1; \"$@\" >\"$out\" 2>&1 </dev/null; code=$?; [ $code = 0 ] || cat \"$out\" >&2; rm -f \"$out\"; exit $code", "sh", program, .. arguments]) { RedirectStandardError = true };
        start.Environment["SLURM_CONF"] = Path.Combine(node, "slurm.conf");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {errors} (the tests need Debian's packages slurm-wlm and munge: ./build.sh test --full installs them as root)");
    }
}
