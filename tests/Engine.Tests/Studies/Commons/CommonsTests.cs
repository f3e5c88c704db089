using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Studies;
using PersonaSim.Engine.Tests.Runs.Loop;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Commons;

/// <summary>The example of docs/how-to/add-a-study.md, through everything that a study of the product goes through.</summary>
public sealed class CommonsTests
{
    private const int Ticks = 30;
    private static readonly string _folder = Path.Combine(Repository.Root, "tests", "Engine.Tests", "Studies", "Commons");

    private static StudyKind Kind { get; } = new("commons", typeof(CommonsConfig), (section, context) => new CommonsStudy((CommonsConfig)section, context))
    {
        Primary = _ => [("measure/stock/", 0.05), ("adherence/likert/dosed", 0.1)],
    };

    [Test]
    public void Its_file_is_read_and_a_mistake_in_it_is_named()
    {
        var catalog = new ConfigCatalog(typeof(RunConfig), new Dictionary<string, Type> { [Kind.Name] = Kind.Section });

        var bound = catalog.Bind(ConfigFile.Load(Path.Combine(_folder, "commons.yaml"), []));

        Assert.That(bound.Section<CommonsConfig>(Kind.Name).Growth, Is.EqualTo(0.6));
        Assert.That(() => catalog.Bind(ConfigFile.Load(Path.Combine(_folder, "commons.yaml"), ["commons.grwoth=1"])), Throws.InstanceOf<InputException>().With.Message.Contains("growth"));
    }

    [Test]
    public void A_run_that_stops_half_way_goes_on_to_the_same_end_and_replays_without_a_mind()
    {
        using var folder = new TempFolder();
        var whole = Live(Path.Combine(folder.Path, "whole"), Ticks).Loop;
        var path = Path.Combine(folder.Path, "stopped");
        Live(path, 13);

        var (resumed, study) = Live(path, Ticks, exists: true);
        var (replayed, again) = Live(path, Ticks, exists: true, replay: true);

        Assert.That((resumed.EventHash, resumed.ProbeHash), Is.EqualTo((whole.EventHash, whole.ProbeHash)));
        Assert.That((replayed.EventHash, replayed.ProbeHash), Is.EqualTo((whole.EventHash, whole.ProbeHash)));
        Assert.That(again.Stock, Is.EqualTo(study.Stock));
    }

    [Test]
    public void What_stands_is_what_grew_less_what_was_taken_and_never_more_than_the_pasture_carries()
    {
        using var folder = new TempFolder();
        var (_, study) = Live(folder.Path, Ticks, growth: 0, most: 20);
        Assert.That(study.Stock, Is.Zero.Within(1e-9), "without growth all of it is taken");
        Assert.That(study.People.Sum(study.TakenBy), Is.EqualTo(study.Capacity).Within(1e-9));

        var (_, growing) = Live(Path.Combine(folder.Path, "growing"), Ticks);
        using var store = SqliteRunStore.OpenRead(Path.Combine(folder.Path, "growing"));
        var stocks = store.Query("select value from measures where name = 'stock' order by tick").Select(r => (double)r["value"]!).ToList();
        Assert.That(stocks, Has.Count.EqualTo(Ticks).And.All.InRange(0, 1));
        Assert.That(stocks[^1], Is.EqualTo(growing.Stock / growing.Capacity).Within(1e-12));
    }

    [Test]
    public void Who_is_agreeable_takes_less_where_the_arm_gives_personalities_and_not_where_it_does_not()
    {
        double Slope(Arm arm)
        {
            using var folder = new TempFolder();
            var (_, study) = Live(folder.Path, Ticks, arm: arm);
            var people = Population.Balanced(study.People.Count, new Rng(7)).People;
            return people.Sum(p => p.Traits.Agreeableness * study.TakenBy(p.Name)) / people.Sum(p => p.Traits.Agreeableness * p.Traits.Agreeableness) / Ticks;
        }

        Assert.That(Slope(Arm.Steer), Is.LessThan(-0.4));
        Assert.That(Slope(Arm.None), Is.EqualTo(0).Within(0.25), "twelve people's luck");
    }

    [Test]
    public void Questionnaires_are_put_to_its_people()
    {
        using var folder = new TempFolder();
        Live(folder.Path, Ticks);
        using var store = SqliteRunStore.OpenRead(folder.Path);

        var asked = store.Query("select tick, count(distinct who) people from probes where instrument = 'ipip-50' group by tick order by tick").Select(r => ((long)r["tick"]!, (long)r["people"]!));

        Assert.That(asked, Is.EqualTo(new[] { (0L, 12L), (15L, 12L) }));
    }

    private static (TickLoop Loop, CommonsStudy Study) Live(string folder, int ticks, bool exists = false, bool replay = false, Arm arm = Arm.Steer, double growth = 0.6, int most = 4)
    {
        var rng = new Rng(7);
        var people = Population.Balanced(12, rng);
        var texts = new PromptLibrary(Path.Combine(Repository.Root, "prompts"), kept: Path.Combine(_folder, "prompts")); // in the product both are one folder
        var treatment = new Treatment(people, new PersonaSettings(arm), new PersonaText(texts), rng);
        var study = (CommonsStudy)Kind.Make(new CommonsConfig { Growth = growth, Most = most }, new StudyContext(people.Names, rng, texts, treatment));
        var probes = new ProbeConfig { LikertEvery = 15, StabilityEvery = 0, BehaviourEvery = 0, ObserverEvery = 0 };
        var probed = new ProbedStudy(study, ProbePhases.Of(probes, study, people.Names, texts, rng, treatment));
        using var store = exists ? SqliteRunStore.Open(folder) : SqliteRunStore.Create(folder);
        var plan = new TickPlan(ticks) { CheckpointEvery = 5, RecordedOnly = replay, FromTheStart = replay };
        var loop = new TickLoop(probed, treatment, replay ? Loops.Nobody() : Loops.Rule(), store, plan);
        loop.Run();
        return (loop, study);
    }
}
