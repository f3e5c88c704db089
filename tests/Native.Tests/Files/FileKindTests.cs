using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Files;
using PersonaSim.Native.Gguf;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Files;

[Platform(Exclude = "Win", Reason = "pipes with a name and links without rights are Unix's")]
public sealed class FileKindTests
{
    [Test]
    public void A_path_is_what_the_system_says_it_is()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("empty"), "");
        File.WriteAllText(folder.File("full"), "x");
        Pipe(folder.File("pipe"));
        foreach (var (link, target) in new[] { ("to-file", "full"), ("to-pipe", "pipe"), ("to-folder", "."), ("to-nothing", "none"), ("in-a-circle", "in-a-circle") }) File.CreateSymbolicLink(folder.File(link), target);

        FileKind Of(string name) => FileKinds.Of(folder.File(name));
        FileKind Behind(string name) => FileKinds.Of(folder.File(name), followLinks: true);

        Assert.Multiple(() =>
        {
            Assert.That(new[] { Of("empty"), Of("full"), Of("pipe"), Of("."), Of("none") }, Is.EqualTo(new[] { FileKind.Regular, FileKind.Regular, FileKind.Special, FileKind.Folder, FileKind.Missing }));
            Assert.That(new[] { Of("to-file"), Of("to-pipe"), Of("to-nothing"), Of("in-a-circle") }, Is.All.EqualTo(FileKind.Link));
            Assert.That(new[] { Behind("to-file"), Behind("to-pipe"), Behind("to-folder"), Behind("to-nothing"), Behind("in-a-circle") }, Is.EqualTo(new[] { FileKind.Regular, FileKind.Special, FileKind.Folder, FileKind.Missing, FileKind.Missing }));
            Assert.That(FileKinds.Of(""), Is.EqualTo(FileKind.Missing));
        });
    }

    [TestCase("pipe")]
    [TestCase("link")]
    [TestCase("folder")]
    public void A_writer_refuses_to_take_the_place_of_what_is_no_file(string what)
    {
        using var folder = new TempFolder();
        var path = folder.File(what);
        if (what == "pipe") Pipe(path);
        else if (what == "link") File.CreateSymbolicLink(path, "elsewhere");
        else Directory.CreateDirectory(path);
        var before = FileKinds.Of(path);

        Assert.That(() => new GgufWriter(path, new GgufHeader().Set("a", 1u)), Throws.TypeOf<InputException>().With.Message.Contains("never replaced"));

        Assert.That(FileKinds.Of(path), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path).Count(), Is.EqualTo(1), "no part is left");
    }

    private static void Pipe(string path)
    {
        using var mkfifo = Process.Start("mkfifo", [path]);
        mkfifo.WaitForExit();
        Assert.That(mkfifo.ExitCode, Is.Zero);
    }
}
