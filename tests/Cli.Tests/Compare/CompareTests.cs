using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Cli.Tests.Compare;

/// <summary>Arms times seeds with the rule mind, in small towns.</summary>
public sealed class CompareTests
{
    private const string Adherence = "adherence/likert/dosed", Borrowed = "borrowed/likert/dosed";

    // one questionnaire is enough to score arms by
    internal static readonly string[] OneProbe = ["--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0"];

    internal static string[] Town(string name, string arms, string seeds, params string[] more) =>
        ["compare", "town.small", "--mock", "--env", "open", "--population", "8", "--ticks", "10", "--arms", arms, "--seeds", seeds, "--out", name, "--set", "town.measure_every=5", .. OneProbe, .. more];

    [Test]
    public void Arms_are_scored_on_their_own_traits_and_on_borrowed_ones()
    {
        using var persim = new Persim();

        var result = persim.Run(Town("c", "none,steer,deranged", "3..5", "--json")).IsFine().Json;

        var runs = result.GetProperty("runs").EnumerateArray().ToList();
        Assert.That(runs.Select(r => (r.GetProperty("arm").GetString(), r.GetProperty("seed").GetInt32())), Is.EqualTo(new[] { 3, 4, 5 }.SelectMany(s => new[] { ("none", s), ("steer", s), ("deranged", s), ("none2", s) })));
        Assert.That(Mean(result, "steer", Adherence) - Mean(result, "none", Adherence), Is.GreaterThan(0.7), "the rule mind knows the persona");
        Assert.That(Mean(result, "deranged", Adherence), Is.EqualTo(0).Within(0.1), "nothing on the own trait");
        Assert.That(Mean(result, "deranged", Borrowed), Is.EqualTo(Mean(result, "steer", Adherence)).Within(0.05), "everything on the borrowed one");
        Assert.That(Mean(result, "none", Adherence), Is.EqualTo(0).Within(1e-12));
        var first = Row(result, Adherence, "steer");
        Assert.That((first.GetProperty("right").GetString(), first.GetProperty("verdict").GetString(), first.GetProperty("pairs").GetInt32()), Is.EqualTo(("none", "difference", 3)));
        Assert.That(first.GetProperty("p").GetDouble(), Is.LessThan(first.GetProperty("adjustedP").GetDouble()), "a family of several");
        var noise = result.GetProperty("contrasts").EnumerateArray().Where(c => c.GetProperty("family").GetString() == "noise").Select(c => c.GetProperty("mean").GetDouble()).ToList();
        Assert.That(noise, Has.Count.GreaterThan(10).And.All.Zero, "rules answer each ask by itself");
        Assert.That(runs[0].GetProperty("intervals").GetProperty(Adherence)[0].GetDouble(), Is.EqualTo(0).Within(1e-9), "nobody differs in none");

        // each run is a run like any other, whose governor only writes down what it sees
        var config = File.ReadAllText(Path.Combine(persim.Home, "runs", "c", "c-steer-4", "config.yaml"));
        Assert.That(config, Does.Contain("mode: log_only").And.Contain("root: runs/c").And.Contain("compare: null"));
        persim.Run("replay", "c/c-steer-4").IsFine();
        Assert.That(persim.Run(Town("c", "none,steer,deranged", "3..5", "--no-runs")).IsFine().Output, Does.Contain("own trait").And.Contain("noise floor").And.Contain("says nothing about a language model"));
    }

    [Test]
    public void Arms_of_one_seed_share_every_event_before_the_first_difference_in_behaviour()
    {
        using var persim = new Persim();
        // personalities are switched on at tick 4: until then nobody can behave otherwise
        persim.Run(Town("c", "none,prompt,steer,steer/none", "7,8", "--set", "persona.schedule=[{ from: 0, on: false }, { from: 4 }]")).IsFine();

        foreach (var seed in new[] { 7, 8 })
        {
            using var none = Store(persim, $"c-none-{seed}");
            foreach (var arm in new[] { "prompt", "steer", "steer-none" })
            {
                using var other = Store(persim, $"c-{arm}-{seed}");
                var (steps, same) = (0, 0);
                foreach (var (one, two) in Steps(none).Zip(Steps(other)))
                {
                    steps++;
                    Assert.That(two.Step, Is.EqualTo(one.Step));
                    // up to here all answers were equal: the questions are, and so is all that follows from the answers
                    Assert.That(Answers(other, one.Step, "who || '/' || purpose || '/' || n"), Is.EqualTo(Answers(none, one.Step, "who || '/' || purpose || '/' || n")), $"{arm} {seed} {one.Step}");
                    if (!Answers(other, one.Step, "value").SequenceEqual(Answers(none, one.Step, "value"))) break;
                    Assert.That(two.Hash, Is.EqualTo(one.Hash), $"{arm} {seed} {one.Step}");
                    same++;
                }

                Assert.That(steps, Is.GreaterThan(same), $"{arm} must come to behave otherwise");
                Assert.That(same, Is.GreaterThan(4 * 7), "all of the first four ticks, probes too");
            }
        }
    }

    [Test]
    public void Half_of_a_town_is_told_from_the_other_half_by_reassigning_its_people()
    {
        using var persim = new Persim();

        var result = persim.Run(Town("c", "none,steer/none", "2", "--set", "population=16", "--json")).IsFine().Json;

        var within = result.GetProperty("within").EnumerateArray().Single(w => w.GetProperty("outcome").GetString() == Adherence);
        Assert.That((within.GetProperty("left").GetString(), within.GetProperty("towns").GetInt32()), Is.EqualTo(("steer", 2)));
        Assert.That(within.GetProperty("difference").GetDouble(), Is.GreaterThan(0.7));
        Assert.That(within.GetProperty("p").GetDouble(), Is.LessThan(0.01));
    }

    [Test]
    public void Power_is_said_before_and_from_runs_that_are_there()
    {
        using var persim = new Persim();
        var stated = persim.Run(Town("c", "none,steer", "12", "--power", "--sd", "0.4", "--effect", "0.3", "--json")).IsFine().Json;

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False, "nothing was started");
        var alpha = 0.05 / 4; // one contrast, four primary outcomes
        var row = stated.GetProperty("rows")[0];
        Assert.That(row.GetProperty("smallest").GetProperty("12").GetDouble(), Is.EqualTo(PairedPower.Smallest(0.4, 12, alpha)).Within(1e-12));
        Assert.That(row.GetProperty("seedsFor").GetInt32(), Is.EqualTo(PairedPower.PairsFor(0.3, 0.4, alpha)));
        persim.Run(Town("c", "none,steer", "12", "--power")).IsOneLineOfError(1, "--sd");
        persim.Run(Town("c", "none,steer", "12", "--sd", "1")).IsOneLineOfError(1, "--power");
        persim.Run(Town("c", "none,steer", "12", "--power", "--sd", "0")).IsOneLineOfError(1, "above 0");

        var pilot = persim.Run(Town("c", "none,steer", "3", "--json")).IsFine().Json;
        var asked = persim.Run(Town("c", "none,steer", "3", "--power", "--json")).IsFine().Json.GetProperty("rows");
        Assert.That(asked.EnumerateArray().First(r => r.GetProperty("outcome").GetString() == "measure/trust/town").GetProperty("sd").GetDouble(), Is.EqualTo(Row(pilot, "measure/trust/town", "steer").GetProperty("sd").GetDouble()));
    }

    internal static JsonElement Row(JsonElement result, string outcome, string left) => result.GetProperty("contrasts").EnumerateArray().First(c => c.GetProperty("outcome").GetString() == outcome && c.GetProperty("left").GetString() == left);

    private static double Mean(JsonElement result, string arm, string outcome) => result.GetProperty("arms").EnumerateArray().Single(a => a.GetProperty("arm").GetString() == arm).GetProperty("means").GetProperty(outcome).GetDouble();

    private static IRunStore Store(Persim persim, string run) => SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", "c", run));

    private static List<((long, long, long) Step, string Hash)> Steps(IRunStore store) =>
        [.. store.Query("select tick, phase, round, event_hash, probe_hash from steps order by tick, phase, round").Select(r => (((long)r["tick"]!, (long)r["phase"]!, (long)r["round"]!), $"{r["event_hash"]} {r["probe_hash"]}"))];

    private static List<string> Answers(IRunStore store, (long Tick, long Phase, long Round) step, string what) =>
        [.. store.Query($"select {what} as it from answers where tick = @t and phase = @p and round = @r order by who, purpose, n", new { t = step.Tick, p = step.Phase, r = step.Round }).Select(r => (string)r["it"]!)];
}
