using NUnit.Framework;
using PersonaSim.Engine.Studies.Town.Environments.Policy;

namespace PersonaSim.Engine.Tests.Studies.Town.Environments;

public sealed class PolicyTests
{
    [TestCase(FieldKind.Between, "7", "7")]
    [TestCase(FieldKind.Between, "9:00", "9")]
    [TestCase(FieldKind.Between, "8 o'clock", "8")]
    [TestCase(FieldKind.Between, "6", null)]
    [TestCase(FieldKind.Between, "10", null)]
    [TestCase(FieldKind.Between, "-8", null)]
    [TestCase(FieldKind.Between, "7 or 8", null)]
    [TestCase(FieldKind.Between, "seven", null)]
    [TestCase(FieldKind.Person, "ann", "Ann")]
    [TestCase(FieldKind.Person, "Zoe", null)]
    [TestCase(FieldKind.YesNo, "Yes.", "yes")]
    [TestCase(FieldKind.YesNo, "maybe", null)]
    [TestCase(FieldKind.Words, "our Bread for all", "our Bread for all")]
    [TestCase(FieldKind.Words, "bread", null)]
    [TestCase(FieldKind.Words, "breadth for all", null)]
    public void A_field_judges_its_value(object of, string value, string? entered)
    {
        var kind = (FieldKind)of; // internal, so no parameter of a public test
        var field = new PolicyField("field", kind, 7, 9, kind switch { FieldKind.Person => ["Ann", "Ben"], FieldKind.YesNo => ["yes", "no"], _ => ["bread"] }, -1, "");

        Assert.That(field.Judge(value, [null], out var reason), Is.EqualTo(entered));
        Assert.That(reason, Does.Contain(field.Rule));
    }

    [Test]
    public void A_field_may_depend_on_another()
    {
        var closing = new PolicyField("closing hour", FieldKind.After, 4, 0, [], 0, "opening hour");

        Assert.That(closing.Judge("12", [null, null], out var reason), Is.Null);
        Assert.That(reason, Does.Contain("opening hour").And.Contain("first"));
        Assert.That(closing.Judge("12", ["8", null], out _), Is.EqualTo("12"));
        Assert.That(closing.Judge("11", ["8", null], out _), Is.Null);
    }

    [Test]
    public void Every_example_keeps_its_own_rule()
    {
        var tables = new PolicyTables(TestTown.Prompts, ["Ann", "Ben"], ["square", "hall"]);
        for (var seed = 0; seed < 50; seed++)
        {
            var fields = tables.Draw(40, new Engine.Runs.Rng((ulong)seed).For("test"));
            var sheet = new string?[fields.Count];
            for (var i = 0; i < fields.Count; i++)
            {
                var example = fields[i].Example(seed + i, sheet);
                Assert.That(example, Is.Not.Null, fields[i].Name);
                Assert.That(sheet[i] = fields[i].Judge(example!, sheet, out var reason), Is.EqualTo(example), reason);
            }

            Assert.That(fields.Select(f => f.Name).Distinct().Count(), Is.EqualTo(40), "a sheet of several parts has different names");
        }
    }

    [Test]
    public void A_sheet_has_as_many_fields_as_the_difficulty_says([Values(1, 3, 6, 40)] int difficulty)
    {
        var town = new TestTown("policy", difficulty);

        Assert.That(town.Environment.Choices(town.First, "fill_field", "field"), Has.Count.EqualTo(difficulty));
    }

    [Test]
    public void What_breaks_the_sheet_is_refused_with_the_rule()
    {
        var town = new TestTown("policy", 6);
        var who = town.First;
        var planned = town.Environment.Suggest(who, "hall", 0)!;
        var (field, value) = (planned.Parameters["field"], planned.Parameters["value"]);

        Assert.That(town.Do(who, "fill_field", ("field", field), ("value", value)).Reason, Does.Contain("go to the hall"), "wrong place");
        town.At[who] = "hall";
        Assert.That(town.Do(who, "fill_field", ("field", "colour of the moon"), ("value", "7")).Reason, Does.Contain("no field").And.Contain(field));
        Assert.That(town.Do(who, "fill_field", ("field", field[..^1]), ("value", "7")).Reason, Does.Contain($"did you mean {field}"));
        Assert.That(town.Do(who, "fill_field", ("field", field)).Reason, Does.Contain("Say what to write"));
        Assert.That(town.Do(who, "fill_field", ("field", field), ("value", "a million dragons")).Reason, Does.Contain("must be").Or.Contain("first"));
        Assert.That(town.Do(who, "fill_field", ("field", $"the {field.ToUpperInvariant()} field"), ("value", value)).Done);
        Assert.That(town.Do(who, "fill_field", ("field", field), ("value", value)).Reason, Does.Contain("already"));
        Assert.That(town.Do(who, "submit_plan").Reason, Does.Contain("Still to fill in"));
    }

    [Test]
    public void A_plan_needs_a_summary_and_the_approval_of_two_others()
    {
        var town = Filled(5);
        Assert.That(town.Do(town.First, "submit_plan").Reason, Does.Contain("propose_plan"));
        Assert.That(town.Do(town.First, "propose_plan", ("summary", "fine")).Reason, Does.Contain("three words"));
        Assert.That(town.Do(town.First, "review_plan", ("verdict", "approve")).Reason, Does.Contain("no plan under review"));
        town.Do(town.First, "propose_plan", ("summary", "a fair for everybody in town"));

        Assert.That(town.Do(town.First, "submit_plan").Told, Does.Contain("2 of the others"));
        Assert.That(town.Do(town.First, "submit_plan").Reason, Does.Contain("under review"), "submitted twice");
        Assert.That(town.Do(town.First, "review_plan", ("verdict", "approve")).Reason, Does.Contain("handed it in"));
        Assert.That(town.Do(town.People[1], "review_plan", ("verdict", "I do not approve")).Reason, Does.Contain("approve or reject"));
        Assert.That(town.Do(town.People[1], "review_plan", ("verdict", "I approve it.")).Told, Does.Contain("goes on"));
        Assert.That(town.Do(town.People[1], "review_plan", ("verdict", "approve")).Reason, Does.Contain("already"));
        Assert.That(town.Environment.Score(town.First), Is.EqualTo(0.5), "filled in, and not adopted");
        Assert.That(town.Do(town.People[2], "review_plan", ("verdict", "approve")).Told, Does.Contain("adopted"));
        Assert.That(town.Finished);
        Assert.That(town.Do(town.People[3], "fill_field", ("field", "budget"), ("value", "1")).Reason, Does.Contain("in force"));
    }

    [Test]
    public void A_plan_that_is_sent_back_can_be_handed_in_again()
    {
        var town = Filled(5);
        town.Do(town.First, "propose_plan", ("summary", "a fair for everybody in town"));
        town.Do(town.First, "submit_plan");
        town.Do(town.People[1], "review_plan", ("verdict", "reject"), ("reason", "too dear"));

        Assert.That(town.Do(town.People[2], "review_plan", ("verdict", "reject"), ("reason", "still too dear")).Told, Does.Contain("sent back"));
        Assert.That(town.Environment.Situation(town.First, "hall"), Does.Contain("still too dear"));

        town.FollowToTheEnd(4);
        Assert.That(town.Finished);
    }

    [Test]
    public void A_tie_is_sent_back_instead_of_staying_open()
    {
        var town = Filled(3);
        town.Do(town.First, "propose_plan", ("summary", "a fair for everybody in town"));
        town.Do(town.First, "submit_plan");
        town.Do(town.People[1], "review_plan", ("verdict", "approve"));

        Assert.That(town.Do(town.People[2], "review_plan", ("verdict", "reject"), ("reason", "no")).Told, Does.Contain("sent back"));
        town.FollowToTheEnd(4);
        Assert.That(town.Finished);
    }

    [TestCase(1, 1)]
    [TestCase(5, 5)]
    [TestCase(6, 3)]
    [TestCase(32, 4)]
    [TestCase(300, 5)]
    public void Committees_have_up_to_five_members_and_are_about_equal(int people, int smallest)
    {
        var town = new TestTown("policy", 3, people);
        var sizes = town.People.Select(p => town.Environment.Situation(p, "hall").Split('\n')[0]).Select(l => l.Contains("nobody", StringComparison.Ordinal) ? 1 : l.Split("With you:")[1].Split(',').Length + 1).ToList();

        Assert.That((sizes.Min(), sizes.Max()), Is.EqualTo((smallest, Math.Min(5, people == 6 ? 3 : people))));
    }

    private static TestTown Filled(int people)
    {
        var town = new TestTown("policy", 3, people);
        foreach (var who in town.People) town.At[who] = "hall";
        for (var i = 0; i < 3; i++) town.Do(town.First, town.Environment.Suggest(town.First, "hall", 0), 0);
        return town;
    }
}
