using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Agents.Personas;

public sealed class TreatmentTests
{
    private static readonly Rng _rng = new(4);
    private static readonly Population _people = Population.Balanced(16, _rng);
    private static readonly PersonaText _text = new(new PromptLibrary(Path.Combine(Repository.Root, "prompts")));

    [Test]
    public void Only_the_prompt_arms_change_a_prompt_and_the_text_stands_behind_what_all_share()
    {
        var question = About(_people.Names[2]);

        foreach (var arm in Enum.GetValues<Arm>())
        {
            var (ask, _) = With(arm).Treat(question, 1, steerable: true);
            var hasText = arm is Arm.Prompt or Arm.Both or Arm.Neutral;
            Assert.That(ask.Blocks.Select(b => b.Name), Is.EqualTo(hasText ? ["rules", "persona", "you"] : new[] { "rules", "you" }), arm.ToString());
            Assert.That(ask.Seed, Is.EqualTo(With(Arm.None).Treat(question, 1, true).Ask.Seed), "the arm never enters a seed");
        }
    }

    [Test]
    public void Doses_are_the_traits_the_borrowed_ones_or_the_placebos()
    {
        var person = _people.People[2];

        var steer = With(Arm.Steer).Treat(About(person.Name), 0.5, steerable: true);
        var deranged = With(Arm.Deranged);
        var placebo = With(Arm.Placebo).Treat(About(person.Name), 1, steerable: true).Ask.Doses;

        Assert.That(steer.Ask.Doses.Select(d => d.Direction), Is.EqualTo(new[] { "E", "A", "C", "N", "O" }));
        Assert.That(steer.Doses.Select(d => d.Intended), Is.EqualTo(Enumerable.Range(0, 5).Select(t => person.Traits[t])));
        Assert.That(steer.Ask.Doses.Select(d => (double)d.Dose), Is.EqualTo(Enumerable.Range(0, 5).Select(t => 0.5 * person.Traits[t])).Within(1e-6), "a governor's half is held back");
        Assert.That(deranged.Borrowed.Select((to, from) => to == from), Has.None.True);
        Assert.That(deranged.Treat(About(person.Name), 1, true).Ask.Doses.Select(d => (double)d.Dose), Is.EqualTo(deranged.Borrowed.Select(t => person.Traits[t])).Within(1e-6));
        Assert.That(placebo.Select(d => d.Direction), Has.All.StartsWith("placebo-"));
    }

    [Test]
    public void Nobody_is_dosed_who_should_not_be()
    {
        var steer = With(Arm.Steer);
        var question = About(_people.Names[0]);

        Assert.That(steer.Treat(question, 1, steerable: false).Ask.Doses, Is.Empty, "a mind without activations");
        Assert.That(steer.Treat(question with { Personality = Personality.Undosed }, 1, true).Ask.Doses, Is.Empty);
        Assert.That(steer.Treat(question with { Personality = Personality.None }, 1, true).Ask.Doses, Is.Empty);
        Assert.That(steer.Treat(About("the market"), 1, true).Ask.Doses, Is.Empty, "not a person");
        Assert.That(With(Arm.Both).Treat(question with { Personality = Personality.Undosed }, 1, true).Ask.Blocks.Select(b => b.Name), Does.Contain("persona"), "the text stays when the dose goes");
    }

    [Test]
    public void Rules_act_with_what_the_arm_gives()
    {
        var person = _people.People[5];

        Assert.That(With(Arm.Steer).TraitsOf(person.Name, 0), Is.EqualTo(person.Traits));
        Assert.That(With(Arm.Prompt).TraitsOf(person.Name, 0), Is.EqualTo(person.Traits));
        foreach (var arm in new[] { Arm.None, Arm.Neutral, Arm.Placebo }) Assert.That(With(arm).TraitsOf(person.Name, 0), Is.EqualTo(Traits.Neutral), arm.ToString());
        var deranged = With(Arm.Deranged);
        Assert.That(Enumerable.Range(0, 5).Select(t => deranged.TraitsOf(person.Name, 0)[t]), Is.EqualTo(deranged.Borrowed.Select(t => person.Traits[t])));
    }

    [Test]
    public void A_schedule_switches_personalities_off_and_on()
    {
        var treatment = new Treatment(_people, new PersonaSettings(Arm.Steer) { Schedule = [(10, false, 1), (20, true, 1)] }, null, _rng);

        Assert.That(new long[] { 0, 9, 10, 19, 20, 99 }.Select(t => treatment.Treat(About(_people.Names[1], t), 1, true).Doses.Count > 0), Is.EqualTo(new[] { true, true, false, false, true, true }));
    }

    [Test]
    public void A_schedule_scales_doses_and_leaves_texts_as_they_are()
    {
        var person = _people.People[1];
        var treatment = new Treatment(_people, new PersonaSettings(Arm.Both) { Schedule = [(0, true, 0), (10, true, 1), (20, true, 0.5)] }, _text, _rng);
        var steer = new Treatment(_people, new PersonaSettings(Arm.Steer) { Schedule = [(0, true, 0), (10, true, 1), (20, true, 0.5)] }, _text, _rng);

        foreach (var (tick, factor) in new[] { (0L, 0.0), (9, 0), (10, 1), (20, 0.5) })
        {
            var (ask, doses) = treatment.Treat(About(person.Name, tick), 0.8, true);
            Assert.That(doses.Select(d => d.Intended), Is.EqualTo(Enumerable.Range(0, 5).Select(t => factor * person.Traits[t])).Within(1e-12), "the experimenter's");
            Assert.That(doses.Select(d => d.Applied), Is.EqualTo(Enumerable.Range(0, 5).Select(t => 0.8 * factor * person.Traits[t])).Within(1e-12), "what a governor left");
            Assert.That(ask.Blocks.Select(b => b.Name), Does.Contain("persona"));
            Assert.That(steer.TraitsOf(person.Name, tick)['E'], Is.EqualTo(factor * person.Traits['E']).Within(1e-12));
        }
    }

    [Test]
    public void People_of_one_town_may_have_different_arms_dealt_out_by_the_seed_alone()
    {
        var mixed = _people.Mixed(Arm.None, 0.5, _rng);
        var treatment = new Treatment(mixed, new PersonaSettings(Arm.Steer), _text, _rng);
        var none = mixed.People.Where(p => p.Arm == Arm.None).ToList();

        Assert.That(none, Has.Count.EqualTo(8));
        Assert.That(none.Select(p => p.Name), Is.EqualTo(_people.Mixed(Arm.Prompt, 0.5, _rng).People.Where(p => p.Arm is not null).Select(p => p.Name)), "which arm it is changes nobody's lot");
        Assert.That(treatment.Arms, Is.EqualTo(new[] { Arm.None, Arm.Steer }));
        foreach (var person in mixed.People)
        {
            var (_, doses) = treatment.Treat(About(person.Name), 1, true);
            Assert.That(doses.Count > 0, Is.EqualTo(person.Arm is null), person.Name);
            Assert.That(treatment.TraitsOf(person.Name, 0), Is.EqualTo(person.Arm is null ? person.Traits : Traits.Neutral));
        }

        Assert.That(() => new Treatment(mixed.Mixed(Arm.Prompt, 1, _rng), new PersonaSettings(Arm.None), null, _rng), Throws.InstanceOf<ArgumentNullException>());
    }

    [Test]
    public void Every_arm_leaves_room_for_the_longest_text()
    {
        var person = _people.People[3];
        var most = new[] { -3, -2, -1, 0, 1, 2, 3 }.Max(l => Enumerable.Range(0, 5).Max(t => _text.Sentence(t, l, person.Name).Length));

        foreach (var arm in Enum.GetValues<Arm>())
        {
            var reserve = With(arm).Treat(About(person.Name), 1, true).Ask.Reserve;
            Assert.That(reserve, Is.EqualTo(_text.Longest(person.Name)), arm.ToString());
        }

        Assert.That(_text.Longest(person.Name).Text.Length, Is.GreaterThanOrEqualTo(_text.Of(person.Name, person.Traits).Text.Length).And.GreaterThan(most));
        Assert.That(_text.Longest(person.Name).Text.Length, Is.GreaterThanOrEqualTo(_text.Neutral(person.Name).Text.Length));
    }

    [Test]
    public void A_table_may_give_people_arms()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "people.csv");
        File.WriteAllText(path, "name,E,A,C,N,O,arm\nAda,1,0,0,0,0,steer\nBen,0,0,0,0,0,\nCid,0,0,0,0,0,None\n");

        Assert.That(PeopleTable.Read(path, 3).People.Select(p => p.Arm), Is.EqualTo(new Arm?[] { Arm.Steer, null, Arm.None }));
        Assert.That(PeopleTable.ArmsIn(path, 3), Is.EqualTo(new[] { Arm.None, Arm.Steer }));
        File.AppendAllText(path, "Dan,0,0,0,0,0,3\n");
        Assert.That(() => PeopleTable.Read(path, 4), Throws.TypeOf<Native.InputException>().With.Message.Contains("(5)").And.Message.Contains("'3'"));
    }

    [Test]
    public void The_text_has_a_level_for_every_trait_and_a_neutral_twin_of_about_its_length()
    {
        var lengths = _people.People.Select(p => _text.Of(p.Name, p.Traits).Text.Length).ToList();
        var neutral = _text.Neutral(_people.Names[0]).Text.Length;

        Assert.That(PersonaText.Level(0.2), Is.Zero);
        Assert.That(PersonaText.Level(-2.4), Is.EqualTo(-3));
        Assert.That(_text.Of("Ada", Traits.Of([2, -2, 0, 0, 0])).Text, Does.Contain("Ada is extremely outgoing").And.Contain("Ada is very hard on others"));
        Assert.That(neutral, Is.InRange(0.8 * lengths.Average(), 1.2 * lengths.Average()));
    }

    private static Treatment With(Arm arm) => new(_people, new PersonaSettings(arm), _text, _rng);

    private static Question About(string who, long tick = 3) => new(new Ask(new AskKey(tick, "act", 0, who, "act"), [new Block("rules", "system", "Rules."), new Block("you", "user", "You.")], new ScaleShape(1, 5)) { SharedBlocks = 1 });
}
