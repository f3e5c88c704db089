using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Vectors.Tests;

public sealed class OpeningsFileTests
{
    [Test]
    public void Openings_are_counted_by_model_and_instrument_and_never_begin_anew()
    {
        using var folder = new TempFolder();

        OpeningsFile.Count(folder.Path, "one", ["ipip-50"]);
        OpeningsFile.Count(folder.Path, "another", ["ipip-50"]);
        var third = OpeningsFile.Count(folder.Path, "one", ["ipip-50", "scenarios"]);

        Assert.That(third.ByInstrument["ipip-50"], Is.EqualTo(2));
        Assert.That(third.ByInstrument["scenarios"], Is.EqualTo(1));
        Assert.That(third.ToString(), Is.EqualTo("2 times (ipip-50), 1 time (scenarios)"));
        File.WriteAllText(folder.File(OpeningsFile.Name), "{");
        Assert.That(Assert.Throws<InputException>(() => OpeningsFile.Count(folder.Path, "one", ["ipip-50"]))!.Message, Does.Contain(OpeningsFile.Name).And.Contain("Restore"));
    }
}
