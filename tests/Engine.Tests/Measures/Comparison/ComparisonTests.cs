using NUnit.Framework;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Measures.Comparison;

/// <summary>Made-up runs of known numbers.</summary>
public sealed class ComparisonTests
{
    private const string Trust = "measure/trust/town", Ties = "measure/ties/town";
    private static readonly double[] _up = [1.0, 1.2, 0.8, 1.1, 0.9];

    [Test]
    public void Pairs_are_taken_seed_by_seed_and_judged_by_hand()
    {
        var result = Judge(Declared([Trust], 0.5), Runs("none", s => s, "steer", s => s + _up[s]));

        var row = result.Contrasts.Single(c => c.Outcome == Trust && c.Left == "steer");
        Assert.That((row.Right, row.Family, row.Pairs, row.Verdict), Is.EqualTo(("none", "primary", 5, "difference")));
        Assert.That(row.Mean, Is.EqualTo(1).Within(1e-12), "the seeds' own differences cancel");
        Assert.That(row.Sd, Is.EqualTo(Math.Sqrt(0.1 / 4)).Within(1e-12));
        Assert.That(row.P, Is.EqualTo(PairedT.Of(_up).P).Within(1e-12));
        Assert.That(row.SignFlipP, Is.EqualTo(2 / 32.0));
        Assert.That(row.AdjustedP, Is.EqualTo(row.P), "alone in its family");
    }

    [Test]
    public void Holm_runs_over_the_primary_family_and_nothing_else()
    {
        var runs = Runs("none", s => s, "steer", s => s + _up[s]).Select(r => r with { Outcomes = With(r.Outcomes!, Ties, r.Outcomes!.Values[Trust] * (r.Seed % 2 == 0 ? 1 : -1)) }).ToList();

        var both = Judge(Declared([Trust, Ties], 0), runs).Contrasts;
        var one = Judge(Declared([Trust], 0), runs).Contrasts;

        Assert.That(Of(both, Trust).AdjustedP, Is.EqualTo(2 * Of(both, Trust).P).Within(1e-15));
        Assert.That(Of(one, Trust).AdjustedP, Is.EqualTo(Of(one, Trust).P));
        Assert.That((Of(one, Ties).Family, Of(one, Ties).AdjustedP, Of(one, Ties).Bound), Is.EqualTo(("exploratory", (double?)null, (double?)null)));
    }

    [Test]
    public void A_declared_contrast_counts_though_its_arm_was_never_run_and_an_added_one_is_exploratory()
    {
        var runs = Runs("none", s => s, "steer", s => s + _up[s]).Concat(Runs("both", s => s + 2).Where(r => r.Arm == "both")).ToList();
        var declared = Declared([Trust], 0) with { Contrasts = ["steer-none", "prompt-none"] };
        var now = declared with { Contrasts = ["steer-none", "both-none"], Primary = new SortedDictionary<string, double> { [Trust] = 9 } };

        var rows = new PairedComparison(declared, now, runs).Result("c", true, declared.ChangesTo(now), []).Contrasts;

        var steer = rows.Single(r => r.Outcome == Trust && r.Left == "steer");
        Assert.That(steer.AdjustedP, Is.EqualTo(2 * steer.P).Within(1e-15));
        Assert.That(steer.Bound, Is.Null, "a bound that was set later is none");
        Assert.That(rows.Single(r => r.Outcome == Trust && r.Left == "prompt").Pairs, Is.Zero);
        Assert.That(rows.Single(r => r.Outcome == Trust && r.Left == "both").Family, Is.EqualTo("exploratory"));
    }

    [TestCase(0, 0, "difference")]
    [TestCase(0, 21, "refused")] // 2.1 %
    [TestCase(0, 11, "refused")] // 1.1 points apart
    [TestCase(15, 19, "difference")]
    public void Verdicts_are_refused_where_rules_answered_too_often_or_unequally(int none, int steer, string verdict)
    {
        var runs = Runs("none", s => s, "steer", s => s + _up[s]).Select(r => r with { Outcomes = r.Outcomes! with { Answers = 1000, Fallbacks = r.Arm == "none" ? none : steer } }).ToList();

        var row = Of(Judge(Declared([Trust], 0), runs).Contrasts, Trust);

        Assert.That(row.Verdict, Is.EqualTo(verdict), row.Reason);
        Assert.That(row.Mean, Is.EqualTo(1).Within(1e-12), "the numbers are shown all the same");
    }

    [Test]
    public void An_unfinished_run_is_named_and_its_arm_gets_no_verdict()
    {
        var runs = Runs("none", s => s, "steer", s => s + _up[s]).Select(r => r.Arm == "steer" && r.Seed == 3 ? r with { Outcomes = null, Status = "stopped", Reason = "a cap" } : r).ToList();

        var result = Judge(Declared([Trust], 0), runs);

        Assert.That((Of(result.Contrasts, Trust).Verdict, Of(result.Contrasts, Trust).Pairs), Is.EqualTo(("refused", 4)));
        Assert.That(Of(result.Contrasts, Trust).Reason, Does.Contain("1 of the 5 runs of steer"));
        Assert.That(result.Arms.Single(a => a.Arm == "steer").Unfinished, Is.EqualTo(1));
        Assert.That(result.Runs.Single(r => r.Status == "stopped").Reason, Is.EqualTo("a cap"));
    }

    [Test]
    public void The_noise_floor_stands_beside_every_contrast_and_in_no_family()
    {
        var runs = Runs("none", s => s, "steer", s => s + (0.001 * _up[s])).Concat(Runs("none2", s => s + (s % 2 == 0 ? 0.1 : -0.1)).Where(r => r.Arm == "none2")).ToList();
        var declared = Declared([Trust], 0) with { Contrasts = ["steer-none", "none2-none"] };

        var rows = new PairedComparison(declared, declared, runs).Result("c", false, [], []).Contrasts;

        Assert.That(rows.Single(r => r.Left == "none2" && r.Outcome == Trust).Family, Is.EqualTo("noise"));
        Assert.That(Of(rows, Trust).Noise, Is.EqualTo(0.1).Within(1e-12));
        Assert.That(Of(rows, Trust).AdjustedP, Is.EqualTo(Of(rows, Trust).P), "noise is no test of the family");
        Assert.That(Of(rows, Trust).Reason, Does.Contain("no larger than the noise floor"));
    }

    [Test]
    public void Rows_that_cannot_differ_say_so()
    {
        var runs = Runs("none", s => s, "steer", s => s + _up[s]).Concat(Runs("none2", s => s).Where(r => r.Arm == "none2")).ToList();
        var declared = Declared([Trust], 0.5) with { Contrasts = ["steer-none", "none2-none"] };

        var noise = new PairedComparison(declared, declared, runs).Result("c", false, [], []).Contrasts.Single(r => r.Left == "none2" && r.Outcome == Trust);

        Assert.That((noise.Verdict, noise.Reason, noise.Noise), Is.EqualTo(("identical", "identical in all 5 pairs", (double?)0)));
    }

    [Test]
    public void Pairs_without_spread_are_judged_by_their_signs()
    {
        // one deed more in each of five towns: a t would be infinite, and of 32 patterns of signs 2 are as far
        var row = Of(Judge(Declared([Trust], 0), Runs("none", s => s, "steer", s => s + 1)).Contrasts, Trust);

        Assert.That((row.TP, row.P), Is.EqualTo(((double?)0, (double?)(2 / 32.0))));
        Assert.That(row.Verdict, Is.EqualTo("undecided"));
    }

    [Test]
    public void What_did_not_happen_was_done_no_times_and_what_was_not_measured_is_no_number()
    {
        var runs = Runs("none", s => s, "steer", s => s).Select(r => r.Arm == "none" ? r : r with { Outcomes = With(With(r.Outcomes!, "action/steal", 0.2), Ties, 5) }).ToList();

        var rows = Judge(Declared([Trust], 0), runs).Contrasts;

        Assert.That((Of(rows, "action/steal").Pairs, Of(rows, "action/steal").Mean), Is.EqualTo((5, (double?)0.2)));
        Assert.That(Of(rows, Ties).Pairs, Is.Zero);
    }

    [Test]
    public void A_primary_outcome_that_no_run_has_is_met_with_the_nearest()
    {
        var declared = Declared(["measure/trus/town"], 0);
        var comparison = new PairedComparison(declared, declared, Runs("none", s => s, "steer", s => s));

        Assert.That(() => comparison.RequireKnown([Trust, "action/steal"]), Throws.Nothing, "what nobody did was done no times");
        Assert.That(() => comparison.RequireKnown(declared.Primary.Keys), Throws.TypeOf<InputException>().With.Message.Contains("did you mean measure/trust/town"));
        Assert.That(() => OutcomeKey.Check("mesure/trust"), Throws.TypeOf<InputException>().With.Message.Contains("did you mean measure"));
        Assert.That(() => OutcomeKey.Check("measure/"), Throws.TypeOf<InputException>());
    }

    private static Declaration Declared(string[] primary, double bound) => new("c", new string('0', 64), "town", 8, 4, ["none", "steer"], [0, 1, 2, 3, 4], new SortedDictionary<string, double>(primary.ToDictionary(p => p, _ => bound)), ["steer-none"], CompareTest.T, 0.05);

    private static ComparisonResult Judge(Declaration declared, IReadOnlyList<ComparedRun> runs) => new PairedComparison(declared, declared, runs).Result("c", false, [], []);

    private static ContrastResult Of(IReadOnlyList<ContrastResult> rows, string outcome) => rows.Single(r => r.Outcome == outcome && r.Left == "steer");

    private static List<ComparedRun> Runs(string arm, Func<int, double> value, string other = "-", Func<int, double>? otherValue = null) =>
        [.. Enumerable.Range(0, 5).SelectMany(s => new[] { Run(arm, s, value(s)), Run(other, s, (otherValue ?? value)(s)) })];

    private static ComparedRun Run(string arm, int seed, double value) => new($"{arm}-{seed}", arm, (ulong)seed, "finished", "", 8, "hash", new RunOutcomes(new SortedDictionary<string, double> { [Trust] = value }));

    private static RunOutcomes With(RunOutcomes outcomes, string outcome, double value) => outcomes with { Values = new SortedDictionary<string, double>(outcomes.Values.ToDictionary(v => v.Key, v => v.Value)) { [outcome] = value } };
}
