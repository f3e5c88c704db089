using System.IO.Compression;
using NUnit.Framework;
using PersonaSim.Cli.Tests.Runs;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>A bundle goes anywhere and gives the same history there, or is refused.</summary>
public sealed class BundleTests
{
    [Test]
    public void Bundled_here_and_replayed_elsewhere_the_history_has_the_same_hash()
    {
        using var elsewhere = new TempFolder();
        string hash;
        using (var here = new Persim())
        {
            hash = RunTests.Hash(here.Run([.. RunTests.Town("one"), "--json"]));
            var bundle = here.Run("bundle", "one", "-o", elsewhere.File("one.zip"), "--json").IsFine().Json;
            here.Run("bundle", "one", "-o", elsewhere.File("again.zip")).IsFine();
            Assert.That(bundle.GetProperty("eventHash").GetString(), Is.EqualTo(hash));
        }

        Assert.That(File.ReadAllBytes(elsewhere.File("again.zip")), Is.EqualTo(File.ReadAllBytes(elsewhere.File("one.zip"))), "the same run, the same bytes");
        using var there = new Persim();
        var replay = there.Run("replay", elsewhere.File("one.zip"), "--json").IsFine().Json;

        Assert.That(replay.GetProperty("eventHash").GetString(), Is.EqualTo(hash));
        Assert.That(replay.GetProperty("ticks").GetInt64(), Is.EqualTo(20));
        Assert.That(Directory.Exists(Path.Combine(there.Home, "runs")), Is.False, "nothing is left of it");
    }

    [Test]
    public void Branched_stopped_and_inherited_runs_are_bundled_too()
    {
        using var elsewhere = new TempFolder();
        var hashes = new List<string>();
        using (var here = new Persim())
        {
            here.Run(RunTests.Town("trunk", 12)).IsFine();
            here.Run([.. RunTests.Town("branch", 18), "--from", "trunk@9"]).IsFine();
            here.Run([.. RunTests.Town("capped"), "--set", "minds.agents.caps.calls=1200"]);
            here.Run("run", "reputation", "--mock", "--scenario", "pd", "--population", "8", "--ticks", "3", "--run-id", "first").IsFine();
            here.Run("run", "reputation", "--mock", "--scenario", "pd", "--population", "8", "--ticks", "3", "--run-id", "heirs", "--from-run", "first").IsFine();
            foreach (var run in new[] { "branch", "capped", "heirs" }) hashes.Add(here.Run("bundle", run, "-o", elsewhere.File(run + ".zip"), "--json").IsFine().Json.GetProperty("eventHash").GetString()!);
        }

        using var there = new Persim();
        var replayed = new[] { "branch", "capped", "heirs" }.Select(run => there.Run("replay", elsewhere.File(run + ".zip"), "--json").IsFine().Json.GetProperty("eventHash").GetString()!);

        Assert.That(replayed, Is.EqualTo(hashes));
    }

    [Test]
    public void A_bundle_that_was_tampered_with_is_refused_by_the_file_s_name()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("one", 4)).IsFine();
        persim.Run("bundle", "one").IsFine();
        var whole = Path.Combine(persim.Home, "one.zip");

        foreach (var entry in new[] { "config.yaml", "run.db", "prompts/town/rules.md" })
        {
            persim.Run("replay", Changed(whole, zip =>
            {
                using var stream = zip.GetEntry(entry)!.Open();
                stream.Seek(stream.Length / 2, SeekOrigin.Begin);
                var old = stream.ReadByte();
                stream.Seek(-1, SeekOrigin.Current);
                stream.WriteByte((byte)(old ^ 1));
            })).IsOneLineOfError(1, entry, "was changed");
        }

        persim.Run("replay", Changed(whole, zip => zip.GetEntry("manifest.json")!.Delete())).IsOneLineOfError(1, "manifest.json", "is missing");
        persim.Run("replay", Changed(whole, zip => zip.CreateEntry("../evil.txt"))).IsOneLineOfError(1, "../evil.txt", "was added");
        persim.Run("replay", Changed(whole, zip => zip.GetEntry("bundle.json")!.Delete())).IsOneLineOfError(1, "no bundle.json");
        File.WriteAllText(Path.Combine(persim.Home, "cut.zip"), "no zip");
        persim.Run("replay", "cut.zip").IsOneLineOfError(1, "cut.zip is no bundle");
        persim.Run("replay", "gone.zip").IsOneLineOfError(1, "There is no bundle gone.zip");
        persim.Run("replay", whole).IsFine();
    }

    private static string Changed(string whole, Action<ZipArchive> change)
    {
        var copy = Path.Combine(Path.GetDirectoryName(whole)!, "changed.zip");
        File.Copy(whole, copy, overwrite: true);
        using var zip = ZipFile.Open(copy, ZipArchiveMode.Update);
        change(zip);
        return copy;
    }
}
