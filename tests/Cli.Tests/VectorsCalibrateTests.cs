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
    public void Captured_states_are_left_for_it_and_the_command_that_it_names_brings_lost_ones_back()
    {
        using var persim = Prepared();
        var folder = Path.Combine(persim.Models, "vectors", "planted");
        string[] compute = ["vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--layers", "3-4", "--position", "answer", "--threads", "1"];
        var path = Path.Combine(folder, "E.json");
        var left = persim.Run(compute).IsFine();
        var captures = Directory.EnumerateFiles(folder, "*.captures").ToDictionary(f => f, File.ReadAllBytes);
        var section = new CalibrationSection("ipip-50", "suffix", CalibrationVerdict.Steered, "of a test", new Dictionary<string, string>(), 1, 200, "", [], [new RisingPoint(-1, -1), new RisingPoint(1, 1)], null, null, null);
        CardFile.Write(path, CardFile.Read(path) with { Calibration = section });
        var card = File.ReadAllText(path);

        Assert.That(left.Output, Does.Contain("Captured states").And.Contain("*.captures"));
        Assert.That(captures.Keys.Select(Path.GetFileName), Is.EquivalentTo(new[] { "E.captures", "agree.captures", "valence.captures" }));
        Assert.That(persim.Run([.. compute, "--discard-captures"]).IsFine().Output, Does.Not.Contain("Captured states"));
        Assert.That(Directory.EnumerateFiles(folder, "*.captures"), Is.Empty);

        var refused = persim.Run("vectors", "calibrate", "--model", "planted", "--least-mass", "0", "--prompts", "few", "--threads", "1").IsOneLineOfError(1, "E.captures", "their cards keep");
        var named = refused.Error.Split('`')[1].Split(' ');
        persim.Run([.. named.Skip(1), "--sets", "sets"]).IsFine();

        Assert.That(named[0], Is.EqualTo("persim"));
        Assert.That(File.ReadAllText(path), Is.EqualTo(card), "the same vector, still calibrated");
        foreach (var (file, bytes) in captures) Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes), file);
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
        Calibrate("--least-mass", "0", "--prompts", "few").IsOneLineOfError(1, "agree.captures", "persim vectors compute --model planted --traits E");
        File.Delete(Path.Combine(persim.Models, "vectors", "planted", "E.json"));
        Calibrate().IsOneLineOfError(1, "no dose card");
    }

    // a folder of texts with an instrument of four items a trait: the path is the same, the questions are few
    private static Persim Prepared()
    {
        var persim = new Persim();
        ContrastFolder.Write(Path.Combine(persim.Home, "sets"));
        ContrastFolder.WriteModel(Path.Combine(persim.Models, "planted.gguf"));
        persim.Run("vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--threads", "1").IsFine();
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
