using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Environments.Research;

namespace PersonaSim.Engine.Tests.Studies.Town.Environments;

public sealed class ResearchTests
{
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(6)]
    [TestCase(60)]
    public void Every_note_is_found_by_its_words_and_by_its_question(int difficulty)
    {
        var facts = ResearchCorpus.Draw(difficulty, new Rng(3), TestTown.Prompts).Facts;
        var index = new ResearchIndex(facts);

        for (var i = 0; i < facts.Count; i++)
        {
            Assert.That(index.Best(facts[i].Query), Is.EqualTo(new[] { i }), facts[i].Query);
            Assert.That(index.Best(facts[i].Question), Is.EqualTo(new[] { i }), facts[i].Question);
        }
    }

    [Test]
    public void Every_claim_fits_one_note_only()
    {
        var facts = ResearchCorpus.Draw(60, new Rng(3), TestTown.Prompts);

        foreach (var fact in facts.Facts)
        {
            var claim = PersonaSim.Engine.Studies.Town.Environments.Words.Of(fact.Text);
            Assert.That(facts.Facts.Where(f => f.IsSaidBy(claim, facts.Sources[f.Source]) && f.Source == fact.Source), Is.EqualTo(new[] { fact }), fact.Text);
        }
    }

    [Test]
    public void More_difficulty_is_more_documents_and_more_notes_in_each()
    {
        var (few, many) = (ResearchCorpus.Draw(3, new Rng(3), TestTown.Prompts), ResearchCorpus.Draw(6, new Rng(3), TestTown.Prompts));

        Assert.That((few.Sources.Count, few.Facts.Count), Is.EqualTo((5, 15)));
        Assert.That((many.Sources.Count, many.Facts.Count), Is.EqualTo((8, 40)));
    }

    [Test]
    public void No_document_is_everybodys([Values(3, 6)] int difficulty)
    {
        var town = new TestTown("research", difficulty, 32);
        var reads = new Dictionary<string, int>();
        for (var tick = 0; tick < 20; tick++)
        {
            foreach (var who in town.People)
            {
                var planned = town.Environment.Suggest(who, town.At[who], tick);
                town.Do(who, planned, tick);
                if (planned?.Action == "cite") reads[planned.Parameters["source"]] = reads.GetValueOrDefault(planned.Parameters["source"]) + 1;
            }
        }

        TestContext.Out.WriteLine(string.Join(", ", reads.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}")));
        Assert.That(reads, Has.Count.EqualTo(difficulty + 2), "every document is read");
        Assert.That(reads.Values.Max(), Is.LessThanOrEqualTo(1.5 * reads.Values.Average()));
    }

    [Test]
    public void A_query_must_be_made_in_the_library_and_name_a_thing()
    {
        var town = new TestTown("research");

        Assert.That(town.Do(town.First, "research", ("query", "mill")).Reason, Does.Contain("go to the library"));
        town.At[town.First] = "library";
        Assert.That(town.Do(town.First, "research").Reason, Does.StartWith("Say what"));
        Assert.That(town.Do(town.First, "research", ("query", "  ")).Reason, Does.StartWith("Say what"));
        Assert.That(town.Do(town.First, "research", ("query", "please help me")).Reason, Does.Contain("name a thing"));
        Assert.That(town.Do(town.First, "research", ("query", "year built")).Reason, Does.Contain("name a thing"), "an aspect alone would be an attractor");
        Assert.That(town.Environment.Score(town.First), Is.Zero);
    }

    [Test]
    public void What_fits_several_things_alike_is_refused_with_their_names()
    {
        var facts = new[] { Fact("stone bridge", "1700"), Fact("wooden bridge", "1800") };

        var best = new ResearchIndex(facts).Best("when was the bridge built");

        Assert.That(best, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(new ResearchIndex([Fact("mill", "1700"), Fact("old mill", "1800")]).Best("mill built"), Is.EqualTo(new[] { 0 }), "the mill is the mill, not the old mill");
    }

    [Test]
    public void A_citation_is_checked_against_its_source()
    {
        var town = new TestTown("research");
        var who = town.First;
        Assert.That(town.Do(who, "cite", ("source", "D1"), ("claim", "The mill is old.")).Reason, Does.Contain("research something first"));
        town.At[who] = "library";
        var found = town.Do(who, town.Environment.Suggest(who, "library", 0), 0)!;
        var source = town.Environment.Choices(who, "cite", "source").Single();
        var claim = town.Environment.Choices(who, "cite", "claim").Single();

        Assert.That(found.Told, Does.Contain(claim).And.Contain(source));
        Assert.That(town.Do(who, "cite", ("source", ""), ("claim", claim)).Reason, Does.Contain("Name the source").And.Contain(source));
        Assert.That(town.Do(who, "cite", ("source", "D99"), ("claim", claim)).Reason, Does.Contain("no source 'D99'").And.Contain(source));
        Assert.That(town.Do(who, "cite", ("source", source == "D1" ? "D2" : "D1"), ("claim", claim)).Reason, Does.Contain("have not read"));
        Assert.That(town.Do(who, "cite", ("source", source), ("claim", "")).Reason, Does.Contain("Say what"));
        Assert.That(town.Do(who, "cite", ("source", $"the book {source.ToLowerInvariant()}"), ("claim", claim.ToUpperInvariant())).Done);
        Assert.That(town.Do(who, "cite", ("source", source), ("claim", claim)).Reason, Does.Contain("already"));
    }

    [Test]
    public void A_wrong_citation_costs_half_an_answer()
    {
        var town = new TestTown("research");
        var who = town.First;
        town.At[who] = "library";
        for (var i = 0; i < 3; i++) town.Do(who, town.Environment.Suggest(who, "library", 0), 0);
        var planned = town.Environment.Suggest(who, "library", 0)!;

        Assert.That(town.Do(who, "cite", ("source", planned.Parameters["source"]), ("claim", "It was built by nobody at all.")).Reason, Does.Contain("counts as wrong"));
        for (var i = 0; i < 4; i++) town.Do(who, town.Environment.Suggest(who, "library", 0), 0);

        Assert.That(town.Environment.IsFinished(who));
        Assert.That(town.Environment.Score(who), Is.EqualTo(2.5 / 3).Within(1e-12));
    }

    [Test]
    public void A_claim_of_every_number_is_no_claim()
    {
        var fact = Fact("mill", "1700");
        var source = new ResearchSource("D4", "almanac, volume 2");

        Assert.That(fact.IsSaidBy(["the", "mill", "was", "built", "in", "1700"], source));
        Assert.That(fact.IsSaidBy(["d4", "almanac", "volume", "2", "the", "mill", "1700"], source));
        Assert.That(fact.IsSaidBy(["the", "mill", "was", "built", "in", "1700", "1701"], source), Is.False);
        Assert.That(fact.IsSaidBy(["the", "bridge", "was", "built", "in", "1700"], source), Is.False);
    }

    [Test]
    public void A_report_is_graded_once_by_what_it_answers()
    {
        var town = new TestTown("research");
        var who = town.First;
        Assert.That(town.Do(who, "submit_report").Reason, Does.Contain("empty"));
        town.At[who] = "library";
        for (var i = 0; i < 4; i++) town.Do(who, town.Environment.Suggest(who, "library", 0), 0); // three notes, one citation

        var outcome = town.Do(who, "submit_report");

        Assert.That(outcome.Done);
        Assert.That(outcome.Told, Does.Contain("1 of 3"));
        Assert.That(town.Environment.Score(who), Is.EqualTo(1.0 / 3).Within(1e-12));
        Assert.That(town.Do(who, "submit_report").Reason, Does.Contain("already handed in"));
    }

    [Test]
    public void What_is_told_with_its_source_is_known()
    {
        var town = new TestTown("research", people: 3);
        var (who, other) = (town.People[0], town.People[1]);
        town.At[who] = "library";
        town.Do(who, town.Environment.Suggest(who, "library", 0), 0);
        var (source, claim) = (town.Environment.Choices(who, "cite", "source")[0], town.Environment.Choices(who, "cite", "claim")[0]);

        Assert.That(town.Environment.News(who), Does.Contain(source).And.Contain(claim));
        town.Environment.Hear(other, who, claim);
        Assert.That(town.Environment.Choices(other, "cite", "claim"), Is.Empty, "without its source it cannot be cited");
        town.Environment.Hear(other, town.People[2], $"{claim} ({source})");
        Assert.That(town.Environment.Choices(other, "cite", "claim"), Is.Empty, "the speaker does not know it");
        town.Environment.Hear(other, who, $"At 9 I read in {source}: {claim}");

        Assert.That(town.Do(other, "cite", ("source", source), ("claim", claim)).Done);
    }

    private static ResearchFact Fact(string thing, string year) => new(0, thing, $"{thing} built year", $"In which year was the {thing} built?", $"The {thing} was built in {year}.", year);
}
