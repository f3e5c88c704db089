using NUnit.Framework;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests;

public sealed class VectorsCalibrateTests
{
    [Test]
    public void A_model_without_traits_is_said_to_have_none_and_nothing_can_be_dosed_by_its_card()
    {
        using var persim = Prepared();

        var silent = persim.Run("vectors", "calibrate", "--model", "planted", "--quick", "--threads", "1").IsFine();
        Assert.That(silent.Output, Does.Contain("E: not measurable: undosed, the model answers 0 of the 10 items"));
        Assert.That(silent.Error, Does.Contain("questions").And.Contain("by the first 100"));

        var result = persim.Run("vectors", "calibrate", "--model", "planted", "--quick", "--permuted", "5", "--threads", "1", "--least-mass", "0", "--prompts", "few", "--json").IsFine();
        var trait = result.Json.GetProperty("traits")[0];
        Assert.That(trait.GetProperty("calibration").GetProperty("curve").GetArrayLength(), Is.GreaterThanOrEqualTo(7));
        Assert.That(trait.GetProperty("controls").GetProperty("permuted").GetProperty("count").GetInt32(), Is.EqualTo(5));
        var card = CardFile.Beside(Path.Combine(persim.Models, "vectors", "planted", "E.gguf"))!;
        Assert.That(card.Status, Does.StartWith("calibrated in vain: not judged"), "5 permuted directions have no 99th percentile");
        Assert.That(card.Calibration!.Reach, Is.Null);
        Assert.That(card.Calibration.Mind["model_sha256"], Is.EqualTo(card.Computed.Model.Sha256));
        Assert.That(card.Calibration.Scope, Is.EqualTo("suffix"));
        Assert.That(File.Exists(Path.Combine(persim.Models, "vectors", "planted", "calibration.answers")), Is.False, "the work file goes when the card is written");
    }

    [Test]
    public void Mistakes_are_one_line_each()
    {
        using var persim = Prepared();
        Result Calibrate(params string[] more) => persim.Run(["vectors", "calibrate", "--model", "planted", .. more]);

        Calibrate("--traits", "X").IsOneLineOfError(1, "--traits", "X");
        Calibrate("--traits", "N").IsOneLineOfError(1, "no vector of N", "has E");
        Calibrate("--doses", "-1,0,1").IsOneLineOfError(1, "--doses", "seven");
        Calibrate("--doses", "a,b").IsOneLineOfError(1, "--doses", "'a'");
        Calibrate("--vectors", "elsewhere").IsOneLineOfError(1, "elsewhere", "vectors compute");
        Calibrate("--least-mass", "2").IsOneLineOfError(1, "--least-mass");
        File.Delete(Path.Combine(persim.Models, "vectors", "planted", "agree.captures"));
        Calibrate("--least-mass", "0", "--prompts", "few").IsOneLineOfError(1, "agree.captures", "--keep-captures");
        File.Delete(Path.Combine(persim.Models, "vectors", "planted", "E.json"));
        Calibrate().IsOneLineOfError(1, "no dose card");
    }

    // a folder of texts with an instrument of four items a trait: the path is the same, the questions are few
    private static Persim Prepared()
    {
        var persim = new Persim();
        ContrastFolder.Write(Path.Combine(persim.Home, "sets"));
        ContrastFolder.WriteModel(Path.Combine(persim.Models, "planted.gguf"));
        persim.Run("vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--threads", "1", "--keep-captures").IsFine();
        var few = Path.Combine(persim.Home, "few");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Testing.Repository.Root, "prompts"), "*", SearchOption.AllDirectories).Where(f => f.Contains("probes", StringComparison.Ordinal) || f.Contains("instruments", StringComparison.Ordinal) || f.Contains("persona", StringComparison.Ordinal)))
        {
            var to = Path.Combine(few, Path.GetRelativePath(Path.Combine(Testing.Repository.Root, "prompts"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var items = File.ReadAllLines(Path.Combine(few, "instruments", "ipip-50.md")).Where(l => !l.StartsWith("//", StringComparison.Ordinal) && l.Length > 0).ToList();
        File.WriteAllLines(Path.Combine(few, "instruments", "ipip-50.md"), [items[0], .. items.Skip(1).Select(l => (Line: l, Key: string.Join(',', l.Split(',').Skip(1).Take(2)))).GroupBy(l => l.Key).SelectMany(g => g.Take(2)).Select(l => l.Line)]);
        return persim;
    }
}
