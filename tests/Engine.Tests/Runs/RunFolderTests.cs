using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs;

public sealed class RunFolderTests
{
    [Test]
    public void A_manifest_read_back_is_the_one_written()
    {
        using var root = new TempFolder();
        var folder = RunFolder.Create(root.Path, "one", "study: town");
        var manifest = new RunManifest("one", "town", 7, 32, "steer", 200)
        {
            Status = RunStatus.Stopped,
            Reason = "a cap",
            TicksDone = 12,
            Created = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
            Minds = new SortedDictionary<string, MindDescription> { ["agents"] = new("rule", true, new SortedDictionary<string, string> { ["threads"] = "2" }) },
            Ledgers = new SortedDictionary<string, LedgerSnapshot> { ["agents"] = new("agents") { Calls = 9, Cost = 1.25m } },
            From = new RunOrigin("zero", 3, "ab"),
            Resumed = [new RunResumption(4, DateTimeOffset.UnixEpoch, ["threads is 2 and was 4"])],
        };

        folder.WriteManifest(manifest);
        var read = RunFolder.Find(root.Path, "one").ReadManifest();

        Assert.That(read.Write(), Is.EqualTo(manifest.Write()));
        Assert.That((read.Status, read.Ledgers["agents"].Cost, read.From!.Tick), Is.EqualTo((RunStatus.Stopped, 1.25m, 3L)));
    }

    [Test]
    public void Free_names_are_counted_up()
    {
        using var root = new TempFolder();
        RunFolder.Create(root.Path, "town-1", "");

        Assert.That(RunFolder.Free(root.Path, "town-1"), Is.EqualTo("town-1-2"));
        Assert.That(RunFolder.Free(root.Path, "town-2"), Is.EqualTo("town-2"));
    }

    [TestCase(""), TestCase("a/b"), TestCase(".hidden"), TestCase(".."), TestCase("a b"), TestCase("ä")]
    public void Names_that_would_leave_the_folder_are_refused(string name)
    {
        using var root = new TempFolder();

        Assert.That(() => RunFolder.Create(root.Path, name, ""), Throws.InstanceOf<InputException>());
        Assert.That(Directory.EnumerateFileSystemEntries(root.Path), Is.Empty);
    }
}
