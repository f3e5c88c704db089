using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Society.Safety;

public sealed class SafetyGovernorTests
{
    private const string Threat = "Tomorrow I will kill you, Ben.";

    private static readonly SafetyConfig _config = new() { Backoff = 0.2, Floor = 0.5, HalfLife = 10 };

    [Test]
    public void A_harmless_line_passes_and_leaves_no_trace()
    {
        var (governor, log) = (Create(_config), new StepLog());

        Assert.That(governor.Review("Ann", "My skills are yours.", 0, log), Is.EqualTo("My skills are yours."));
        Assert.That(log.Count, Is.Zero);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(1));
    }

    [TestCase(SafetyPolicy.Publish, Threat)]
    [TestCase(SafetyPolicy.Redact, "Tomorrow [removed], Ben.")]
    [TestCase(SafetyPolicy.Drop, null)]
    public void The_category_says_what_becomes_of_a_line(SafetyPolicy policy, string? published) =>
        Assert.That(Create(_config with { Violence = policy }).Review("Ann", Threat, 0, new StepLog()), Is.EqualTo(published));

    [Test]
    public void Only_what_is_to_be_redacted_is_taken_out_and_the_strictest_policy_wins()
    {
        var config = _config with { Violence = SafetyPolicy.Redact, Weapons = SafetyPolicy.Publish, Hate = SafetyPolicy.Drop };

        Assert.That(Create(config).Review("Ann", "Build a bomb! Stab him, and stab her.", 0, new StepLog()), Is.EqualTo("Build a bomb! [removed], and [removed]."));
        Assert.That(Create(config).Review("Ann", "Stab him. Ethnic cleansing!", 0, new StepLog()), Is.Null);
    }

    [Test]
    public void Every_hit_is_written_down_with_the_dose_before_and_after()
    {
        var (governor, log) = (Create(_config), new StepLog());

        governor.Review("Ann", Threat, 3, log);
        governor.Review("Ann", "Write to ann@example.org or ben@example.org.", 3, log);

        Assert.That(log.Safety, Has.Count.EqualTo(2));
        Assert.That(log.Safety[0], Is.EqualTo(new Engine.Runs.Rows.SafetyRow("Ann", "violence", "high", "redact", 1, 0.8, Threat)));
        Assert.That(log.Safety[1], Is.EqualTo(new Engine.Runs.Rows.SafetyRow("Ann", "personal_data", "medium", "redact", 0.8, 0.64, "Write to ann@example.org or ben@example.org.")).Using<Engine.Runs.Rows.SafetyRow>((a, b) => a with { FactorAfter = 0 } == b with { FactorAfter = 0 } && Math.Abs(a.FactorAfter - b.FactorAfter) < 1e-12 ? 0 : 1));
    }

    [Test]
    public void What_is_less_severe_than_the_threshold_takes_no_dose_away()
    {
        var governor = Create(_config);

        governor.Review("Ann", "Write to ann@example.org.", 0, new StepLog());

        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(1));
    }

    // 1 -> 0.8 at tick 0; half of the missing 0.2 is back after 10 ticks: 0.9; the next hit: 0.72; after 10 more 0.86; after 20 more 0.93
    [Test]
    public void A_dose_is_held_back_and_recovers_by_halves()
    {
        var (governor, log) = (Create(_config), new StepLog());

        governor.Review("Ann", Threat, 0, log);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(0.8).Within(1e-12));
        for (var tick = 0; tick < 10; tick++) governor.Advance(tick, log);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(0.9).Within(1e-12));
        governor.Review("Ann", Threat, 10, log);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(0.72).Within(1e-12));
        for (var tick = 10; tick < 20; tick++) governor.Advance(tick, log);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(0.86).Within(1e-12));
        for (var tick = 20; tick < 30; tick++) governor.Advance(tick, log);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(0.93).Within(1e-12));
        Assert.That(governor.FactorOf("Ben"), Is.EqualTo(1), "nobody else is held back");
    }

    [Test]
    public void It_never_falls_below_the_floor_and_recovery_ends()
    {
        var (governor, log) = (Create(_config), new StepLog());
        for (var i = 0; i < 20; i++) governor.Review("Ann", Threat, 0, log);
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(0.5).Within(1e-12));
        log = new StepLog();

        for (var tick = 0; tick < 100; tick++) governor.Advance(tick, log);

        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(1), "0.5 x 2^-6.7 is less than 0.005");
        Assert.That(log.Safety.Single().Category, Is.EqualTo("recovery"));
        Assert.That(log.Safety.Single().FactorAfter, Is.EqualTo(1));
    }

    [Test]
    public void Only_watching_changes_nothing_and_writes_everything_down()
    {
        var (governor, log) = (Create(_config with { Mode = SafetyMode.LogOnly, Violence = SafetyPolicy.Drop }), new StepLog());

        Assert.That(governor.Review("Ann", Threat, 0, log), Is.EqualTo(Threat));
        Assert.That(governor.FactorOf("Ann"), Is.EqualTo(1));
        Assert.That(log.Safety.Single().Policy, Is.EqualTo("log_only"));
    }

    [Test]
    public void A_saved_governor_goes_on_alike()
    {
        var (governor, other) = (Create(_config), Create(_config));
        foreach (var (who, tick) in new[] { ("Zoe", 0L), ("Ann", 2L), ("Ben", 3L), ("Ann", 5L) })
        {
            governor.Review(who, Threat, tick, new StepLog());
            governor.Advance(tick, new StepLog());
        }

        other.Load(new BinaryReader(new MemoryStream(Saved(governor))));

        Assert.That(Saved(other), Is.EqualTo(Saved(governor)));
        for (var tick = 6; tick < 40; tick++)
        {
            governor.Advance(tick, new StepLog());
            other.Advance(tick, new StepLog());
            foreach (var who in new[] { "Ann", "Ben", "Zoe" }) Assert.That(other.FactorOf(who), Is.EqualTo(governor.FactorOf(who)));
        }

        Assert.That(Saved(other), Is.EqualTo(Saved(governor)));
    }

    [Test]
    public void Off_looks_at_nothing() => Assert.That(SafetyGovernor.Create(_config with { Mode = SafetyMode.Off, Lexicon = "not there" }, Prompts), Is.InstanceOf<NoGovernor>());

    [TestCase(-0.1, 0.5, 10)]
    [TestCase(1.1, 0.5, 10)]
    [TestCase(0.2, 2, 10)]
    [TestCase(0.2, 0.5, 0)]
    [TestCase(double.NaN, 0.5, 10)]
    [TestCase(0.2, 0.5, double.PositiveInfinity)]
    public void Numbers_that_make_no_sense_are_refused(double backoff, double floor, double halfLife) =>
        Assert.That(() => Create(_config with { Backoff = backoff, Floor = floor, HalfLife = halfLife }), Throws.InstanceOf<InputException>());

    private static PromptLibrary Prompts { get; } = new(Path.Combine(Repository.Root, "prompts"));

    private static IGovernor Create(SafetyConfig config) => SafetyGovernor.Create(config, Prompts);

    private static byte[] Saved(IGovernor governor)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory)) governor.Save(writer);
        return memory.ToArray();
    }
}
