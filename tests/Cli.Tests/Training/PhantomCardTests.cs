using NUnit.Framework;
using PersonaSim.Cli.Training;
using PersonaSim.Engine.Corpora;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests.Training;

/// <summary>The page beside a model trained here.</summary>
public sealed class PhantomCardTests
{
    [TestCase(0.6, 96, "yes", "yes")]
    [TestCase(0.1, 94, "**no**", "**no**")]
    public void It_says_first_what_it_is_not_and_then_what_was_wanted_and_not_reached(double moved, int valid, string inContext, string fields)
    {
        var arm = new ExamRow("choices", NanoExam.Described, 'E', 0.2, 0.5, 0.2 + moved, 0.03, 0.5, 0.97);
        var report = new NanoReport(TinyModel.Path(), 0.4, moved >= 0.4, [arm], [new ValidRow("fields", 100, valid, "a | b")], [new KindRow("first", 3, 1.5)]) { NotSteered = "there are no cards" };
        var recipe = new TrainRecipe { Name = "tiny", Corpus = "nano" };

        var lines = PhantomCard.Text(report, recipe, "models/tiny.yaml", new Dictionary<char, DoseCard>(), "step,tokens,rate,loss,validation,gradient,tokens_per_second\n1,2000000,0.1,0.5,0.25,1,9\n").Split('\n');

        Assert.That(lines[2], Does.Contain("calibration phantom").And.Contain("nothing about human personality"));
        Assert.That(Line("in context"), Does.EndWith($"{inContext} |"));
        Assert.That(Line("fields valid"), Does.Contain($"{valid}.0 %").And.EndWith($"{fields} |"));
        Assert.That(Line("E: a dose card"), Does.EndWith("**no** |"));
        Assert.That(Line("training"), Does.Contain("2.0 M tokens").And.Contain("loss 0.500").And.Contain("validation 0.250"));
        Assert.That(lines, Has.Some.Contains("Not checked under doses: there are no cards"));
        Assert.That(lines, Has.Some.Contains("a / b"), "no refusal breaks the table");

        string Line(string what) => lines.First(l => l.StartsWith($"| {what}", StringComparison.Ordinal));
    }

    [Test]
    public void It_says_what_was_planted_what_it_began_with_and_what_doses_did()
    {
        var behaviour = new BehaviourRow("deed", "explore", 'O', 1, 12, 0.1, 0.2, 0.4, 0.05, 0.2, 0.5) { Error = 0.03 };
        var steered = new SteeredReport(new Dictionary<char, IReadOnlyList<double>> { ['O'] = [-0.5, 0, 1] }, [behaviour], [new RecoveryRow('O', 12, 0.67, 0.5, 0.8, 0.01, 0.3, "deed: explore")], [new PerplexityRow('O', -0.5, 9, 1.02), new PerplexityRow('O', 1, 9, 1.16)]);
        var report = new NanoReport(TinyModel.Path(), 0.4, true, [new ExamRow("choices", NanoExam.Described, 'E', 0.2, 0.5, 0.8, 0.03, 0.5, 0.97), new ExamRow("items", NanoExam.Described, 'E', 2, 3, 4, 1.4, 3, 4.6), new ExamRow(NanoExam.Others, NanoExam.Described, 'E', 2.7, 3, 3.5, 3, 3, 3)], [], []) { Steered = steered };
        var recipe = new TrainRecipe { Name = "tiny", Corpus = "nano", Start = "begin/weights.gguf", Doses = new RecipeDoses { Vectors = "begin", Length = 1.5 } };

        var lines = PhantomCard.Text(report, recipe, "models/tiny.yaml", new Dictionary<char, DoseCard>(), null).Split('\n');

        Assert.That(Line("begun with"), Does.Contain("`models/begin/weights.gguf`"));
        Assert.That(Line("planted"), Does.Contain("`models/begin`").And.Contain("1.5 long a standard deviation").And.Contain("was taught"));
        Assert.That(Line("O: an action or wording"), Does.Contain("0.30 (deed: explore)").And.EndWith("yes |"));
        Assert.That(Line("E: an action or wording"), Does.Contain("not dosed").And.EndWith("**no** |"));
        Assert.That(Line("in context, items of traits"), Does.Contain("| 0.40 |").And.EndWith("**no** |"));
        Assert.That(Line($"{NanoExam.Others} | described"), Does.EndWith("| 3.00 | - |"), "the rule does not move there");
        Assert.That(Line("perplexity under doses"), Does.Contain("1.16").And.EndWith("**no** |"));
        Assert.That(Line("deed: explore"), Does.Contain("| 0.10 | 0.20 | 0.40 | 0.30 | 0.03 |"));
        Assert.That(lines, Has.Some.StartsWith("Doses: O -0.50 to +1.00;"));

        string Line(string what) => lines.First(l => l.StartsWith($"| {what}", StringComparison.Ordinal));
    }

    [Test]
    public void Leakage_that_cannot_be_solved_is_said_and_not_called_unmeasured()
    {
        double[][] moved = [[1, 0.9], [-1.1, 1]], left = [[1, 0.1], [-0.11, 1]];
        double?[][] error = [[0.1, 0.02], [0.05, 0.1]];
        var unsolved = new LeakageSection("EA", 1, moved, moved, error, 3817.5, [new SolvedLeakage("orthogonal", moved, null, null, null)], null, null);

        Assert.That(PhantomCard.LeakageRow(null)[2..], Is.EqualTo(new[] { "not measured", "**no**" }));
        Assert.That(PhantomCard.LeakageRow(unsolved)[2], Does.StartWith("not solved").And.Contain("3,818").And.EndWith("by up to 1.10"));
        Assert.That(PhantomCard.LeakageRow(Solved(error))[2..], Is.EqualTo(new[] { "0.21", "yes" }));
        double?[][] open = [[0.1, null], [0.05, 0.1]];
        Assert.That(PhantomCard.LeakageRow(Solved(open))[2..], Is.EqualTo(new[] { "no limit: an error could not be computed", "**no**" }));

        LeakageSection Solved(double?[][] of) => unsolved with { Solved = [new SolvedLeakage("orthogonal", moved, left, of, 0.1)] };
    }

    [Test]
    public void What_the_reach_comes_to_in_points_is_read_between_its_ends_and_not_beyond()
    {
        CurvePoint At(double raw, double? score) => new(raw, raw, 0.1, raw, 0, 0, 0, 1, 0, 0, 0, score);
        var calibration = new CalibrationSection("ipip-50", "suffix", CalibrationVerdict.Steered, "", null!, 1, 200, "", [At(-4, 2.9), At(-2, 2.5), At(0, 3), At(2, 3.75), At(4, 3.5)], [new RisingPoint(-2, -2), new RisingPoint(0, 0), new RisingPoint(2, 2)], null, null, null);

        Assert.That(PhantomCard.EndToEnd(calibration), Is.EqualTo(1.25));
        Assert.That(PhantomCard.EndToEnd(calibration with { Curve = [At(-2, null), At(2, 3.75)] }), Is.Null, "not kept");
    }
}
