using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Agents.Personas;

public sealed class NamedDirectionTests
{
    private static readonly Rng _rng = new(4);

    [TestCase(Arm.None, 1), TestCase(Arm.Prompt, 1), TestCase(Arm.Steer, 6), TestCase(Arm.Placebo, 6)]
    public void Named_directions_are_dosed_beside_whatever_the_arm_does(Arm arm, int directions)
    {
        var people = new Population([new Person("Ada", default), new Person("Ben", default) { Doses = new Dictionary<string, double> { ["calm"] = -1 } }]);
        var text = arm == Arm.Prompt ? new PersonaText(new PromptLibrary(Path.Combine(Repository.Root, "prompts"))) : null;
        var treatment = new Treatment(people, new PersonaSettings(arm) { Directions = new Dictionary<string, double> { ["calm"] = 4 } }, text, _rng);

        var (ask, doses) = treatment.Treat(About("Ada"), 0.5, steerable: true);

        Assert.That(doses, Has.Count.EqualTo(directions));
        Assert.That((doses[^1].Direction, doses[^1].Intended, doses[^1].Applied), Is.EqualTo(("calm", 4.0, 2.0)), "a governor's half is held back");
        Assert.That(ask.Doses[^1], Is.EqualTo(new DirectionDose("calm", 2)));
        Assert.That(treatment.Treat(About("Ben"), 1, true).Doses[^1].Applied, Is.EqualTo(-1), "his own dose goes before everybody's");
        Assert.That(treatment.Treat(About("Ada") with { Personality = Personality.Undosed }, 1, true).Doses, Is.Empty);
        Assert.That(treatment.Treat(About("Ada"), 1, steerable: false).Ask.Doses, Is.Empty);
    }

    [Test]
    public void A_table_of_people_holds_doses_of_known_directions_only()
    {
        using var folder = new TempFolder();
        string Table(params string[] lines)
        {
            File.WriteAllLines(folder.File("people.csv"), lines);
            return folder.File("people.csv");
        }

        var people = PeopleTable.Read(Table("name,E,A,C,N,O,dose:calm,town", "Ada,1,0,0,0,0,-2.5,x", "Ben,0,0,0,0,0,,y"), 2, ["calm"]).People;

        Assert.That(people[0].Doses, Is.EqualTo(new Dictionary<string, double> { ["calm"] = -2.5 }));
        Assert.That(people[1].Doses, Is.Empty);
        Assert.That(() => PeopleTable.Read(Table("name,E,A,C,N,O,dose:clam", "Ada,1,0,0,0,0,1"), 1, ["calm"]), Throws.InstanceOf<InputException>().With.Message.Contains("dose:clam").And.Message.Contains("calm"));
        Assert.That(() => PeopleTable.Read(Table("name,E,A,C,N,O,dose:calm", "Ada,1,0,0,0,0,NaN"), 1, ["calm"]), Throws.InstanceOf<InputException>().With.Message.Contains("people.csv(2)").And.Message.Contains("'NaN'"));
        Assert.That(() => PeopleTable.Read(Table("name,E,A,C,N,O,dose:calm", "Ada,1,0,0,0,0"), 1, ["calm"]), Throws.InstanceOf<InputException>().With.Message.Contains("6 cells"));
    }

    private static Question About(string who) => new(new Ask(new AskKey(3, "act", 0, who, "act"), [new Block("rules", "system", "Rules."), new Block("you", "user", "You.")], new ScaleShape(1, 5)) { SharedBlocks = 1 });
}
