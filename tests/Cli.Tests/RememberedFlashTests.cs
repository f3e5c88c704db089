using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class RememberedFlashTests
{
    [Test]
    public void What_was_measured_once_holds_for_the_same_mind_and_for_no_other()
    {
        using var folder = new TempFolder();
        using var model = LlamaModel.Load(TinyModel.Path());
        var options = new LlamaMindOptions { Parallel = 2, Threads = 1 };

        var first = Open("a", options);
        var note = Directory.GetFiles(folder.Path, "flash-*.json").Single();
        File.WriteAllText(note, File.ReadAllText(note).Replace($"\"{first.Flash}\"", first.Flash == FlashAttention.On ? "\"Off\"" : "\"On\"", StringComparison.Ordinal));
        var again = Open("a", options);
        var given = Open("a", options with { FlashAttention = first.Flash });
        var another = Open("b", options);

        Assert.That(first.Measured, Does.Contain("tok/s"));
        Assert.That(again.Flash, Is.Not.EqualTo(first.Flash), "as the note has it: nothing was measured");
        Assert.That(again.Measured, Is.EqualTo(first.Measured));
        Assert.That(given, Is.EqualTo(new FlashChoice(first.Flash, false, "")));
        Assert.That(another.Measured, Does.Contain("tok/s"));
        Assert.That(Directory.GetFiles(folder.Path, "flash-*.json"), Has.Length.EqualTo(2));

        FlashChoice Open(string sha256, LlamaMindOptions with)
        {
            using var mind = RememberedFlash.Open(model, sha256, with, folder: folder.Path);
            return mind.Flash;
        }
    }

    [Test]
    public void A_note_that_cannot_be_read_is_measured_anew()
    {
        using var folder = new TempFolder();
        using var model = LlamaModel.Load(TinyModel.Path());
        RememberedFlash.Open(model, "a", new LlamaMindOptions { Parallel = 2, Threads = 1 }, folder: folder.Path).Dispose();
        var note = Directory.GetFiles(folder.Path, "flash-*.json").Single();
        File.WriteAllText(note, "{");

        using var mind = RememberedFlash.Open(model, "a", new LlamaMindOptions { Parallel = 2, Threads = 1 }, folder: folder.Path);

        Assert.That(mind.Flash.Measured, Does.Contain("tok/s"));
        Assert.That(File.ReadAllText(note), Does.Contain("tok/s"));
    }
}
