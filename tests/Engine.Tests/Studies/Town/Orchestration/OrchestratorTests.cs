using NUnit.Framework;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Town.Orchestration;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Town.Orchestration;

public sealed class OrchestratorTests
{
    private static readonly string[] _roles = ["scout", "mapper", "organiser"];

    private static readonly OrchestrationConfig _config = new()
    {
        Enabled = true,
        Goals = ["Leave nobody behind."],
        Reminders = [new Reminder { Text = "The fair is soon.", Every = 5, First = 10, Stays = 2 }],
        Directives = [new Directive { Who = "Ann", Text = "Visit the mill.", From = 3, Until = 4 }],
        LineTicks = 4,
    };

    [Test]
    public void Everybody_reads_goals_always_and_reminders_when_they_are_due()
    {
        var orchestrator = Create(_config);

        Assert.That(Enumerable.Range(0, 20).Where(t => orchestrator.TownGoals(t).Contains("The fair", StringComparison.Ordinal)), Is.EqualTo(new[] { 10, 11, 15, 16 }));
        Assert.That(orchestrator.TownGoals(0), Is.EqualTo("Leave nobody behind."));
        Assert.That(orchestrator.TownGoals(10), Is.EqualTo("Leave nobody behind.\nThe fair is soon."));
    }

    [Test]
    public void The_lines_of_a_role_take_turns()
    {
        var orchestrator = Create(_config);
        var lines = Enumerable.Range(0, 16).Select(t => orchestrator.Guidance("Ben", "scout", t)).ToList();

        Assert.That(lines.Take(4).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(lines[4], Is.Not.EqualTo(lines[0]));
        Assert.That(lines[8], Is.EqualTo(lines[0]), "the scout has two lines");
        Assert.That(orchestrator.Guidance("Cem", "scout", 4), Is.EqualTo(lines[4]), "a role is told the same, whoever has it");
    }

    [Test]
    public void A_directive_reaches_one_person_for_its_time()
    {
        var orchestrator = Create(_config);

        Assert.That(Enumerable.Range(0, 8).Where(t => orchestrator.Guidance("Ann", "scout", t).EndsWith("\nVisit the mill.", StringComparison.Ordinal)), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(orchestrator.Guidance("Ben", "scout", 3), Does.Not.Contain("mill"));
    }

    [Test]
    public void Roles_and_people_that_are_not_there_are_refused()
    {
        Assert.That(() => Orchestrator.Create(_config, Prompts, ["Ann"], ["scot"]), Throws.InstanceOf<InputException>().With.Message.Contain("did you mean scout?").And.Message.Contain("mapper"));
        Assert.That(() => Create(_config).Guidance("Ann", "wizard", 0), Throws.InstanceOf<InputException>().With.Message.Contain("Known: ").And.Message.Contain("caretaker"));
        Assert.That(() => Orchestrator.Create(_config, Prompts, ["Anne", "Ben"], _roles), Throws.InstanceOf<InputException>().With.Message.Contain("'Ann'").And.Message.Contain("Did you mean Anne?"));
    }

    [Test]
    public void Reminders_and_directives_must_make_sense()
    {
        Assert.That(() => Create(_config with { Reminders = [new Reminder { Text = "" }] }), Throws.InstanceOf<InputException>());
        Assert.That(() => Create(_config with { Reminders = [new Reminder { Text = "x", Every = 0 }] }), Throws.InstanceOf<InputException>().With.Message.Contain("every 0"));
        Assert.That(() => Create(_config with { Directives = [new Directive { Who = "Ann", Text = "x", From = 4, Until = 3 }] }), Throws.InstanceOf<InputException>().With.Message.Contain("before it begins"));
        Assert.That(() => Create(_config with { LineTicks = 0 }), Throws.InstanceOf<InputException>().With.Message.Contain("line_ticks"));
        Assert.That(() => Create(_config with { Goals = [" "] }), Throws.InstanceOf<InputException>());
        Assert.That(() => Create(_config with { Playbook = "playbooks/twon" }), Throws.InstanceOf<InputException>().With.Message.Contain("playbooks/town"));
    }

    [Test]
    public void A_town_that_is_left_to_itself_is_told_nothing()
    {
        var none = Create(_config with { Enabled = false });

        Assert.That(none.TownGoals(10) + none.Guidance("Ann", "scout", 3), Is.Empty);
        Assert.That(Create(_config with { Playbook = "" }).Guidance("Ben", "anything", 0), Is.Empty);
    }

    [Test]
    public void The_playbook_that_ships_has_short_lines_for_every_role()
    {
        var playbook = PromptSections.Read(Prompts, "playbooks/town");

        foreach (var role in playbook.Headings) Assert.That(playbook.Lines(role).Select(l => l.Length), Is.All.LessThanOrEqualTo(80), role);
        Assert.That(playbook.Headings, Is.SupersetOf(_roles));
    }

    private static PromptLibrary Prompts { get; } = new(Path.Combine(Repository.Root, "prompts"));

    private static IOrchestrator Create(OrchestrationConfig config) => Orchestrator.Create(config, Prompts, ["Ann", "Ben", "Cem"], _roles);
}
