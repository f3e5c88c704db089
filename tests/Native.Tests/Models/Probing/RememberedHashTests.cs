using NUnit.Framework;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Native.Tests.Models.Probing;

public sealed class RememberedHashTests
{
    [Test]
    public void A_remembered_hash_holds_until_the_file_changes()
    {
        using var folder = new Testing.TempFolder();
        File.WriteAllBytes(folder.File("m.gguf"), [1, 2, 3]);
        var told = new string('7', 64);

        ModelGate.Remember(folder.File("m.gguf"), told, folder.File("cache"));
        var before = ModelGate.HashOf(folder.File("m.gguf"), folder.File("cache"));
        File.WriteAllBytes(folder.File("m.gguf"), [1, 2, 3, 4]);

        Assert.That(before, Is.EqualTo(told));
        Assert.That(ModelGate.HashOf(folder.File("m.gguf"), folder.File("cache")), Is.EqualTo("9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a"));
    }
}
