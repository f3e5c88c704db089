using NUnit.Framework;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class ProbeRowTests
{
    private static readonly double[] _agrees = [0, 0, 0.1, 0.3, 0.6]; // expects 4.5

    [Test]
    public void Agreement_is_the_expected_point_and_minus_keyed_items_are_reversed()
    {
        var rows = Rows("probe/likert", _ => new ScoresValue(_agrees, 0.9));

        Assert.That(rows.Select(r => (r.Item, r.Trait)).Distinct().Count(), Is.EqualTo(20), "four of each trait");
        Assert.That(Of(rows, "1").Value, Is.EqualTo(4.5).Within(1e-12), "+ Am the life of the party");
        Assert.That(Of(rows, "6").Value, Is.EqualTo(1.5).Within(1e-12), "- Don't talk a lot");
        Assert.That(Of(rows, "6").Data, Is.EqualTo("""{"keyed":"-","agreement":4.5,"p":[0,0,0.1,0.3,0.6],"reason":""}"""));
        Assert.That(rows.Select(r => r.Mass), Has.All.EqualTo(0.9));
    }

    [Test]
    public void Little_mass_is_no_answer_and_what_there_was_is_kept()
    {
        Assert.That(Of(Rows("probe/likert", _ => new ScoresValue(_agrees, 0.2)), "1").Value, Is.Not.Null);
        var row = Of(Rows("probe/likert", _ => new ScoresValue(_agrees, 0.19)), "1");

        Assert.That((row.Value, row.Mass), Is.EqualTo(((double?)null, 0.19)));
        Assert.That(row.Data, Does.Contain("mass below 0.2").And.Contain("[0,0,0.1,0.3,0.6]"));
    }

    [Test]
    public void A_rule_that_stands_in_for_a_refused_answer_is_no_answer()
    {
        foreach (var name in new[] { "probe/likert", "probe/behaviour", "probe/observer" })
        {
            var rows = Rows(name, null, a => a with { Source = AnswerSource.Fallback, Refusal = "it did not fit" });

            Assert.That(rows.Select(r => (r.Value, r.Mass)), Has.All.EqualTo(((double?)null, (double?)null)), name);
            Assert.That(rows.Select(r => r.Data), Has.All.Contains("refused: it did not fit"));
        }
    }

    [Test]
    public void A_liking_for_the_first_option_cancels()
    {
        var first = Rows("probe/behaviour", _ => new ScoresValue([0.8, 0.2], 0.5));
        var high = Rows("probe/behaviour", a => new ScoresValue(a.Key.N == 0 ? [0.9, 0.1] : [0.4, 0.6], a.Key.N == 0 ? 0.02 : 0.04));

        Assert.That(first.Select(r => r.Value), Has.All.EqualTo(0.5).Within(1e-12));
        Assert.That(high.Select(r => r.Value), Has.All.EqualTo(0.75).Within(1e-12));
        Assert.That(high.Select(r => r.Mass), Has.All.EqualTo(0.03).Within(1e-12), "a small mass is kept, not judged");
        Assert.That(high[0].Data, Does.Contain("\"high_first\":0.9,\"low_first\":0.6"));
    }

    [Test]
    public void A_drawn_answer_counts_whole_and_has_no_mass()
    {
        var parlour = Parlours.After(6, Parlours.Often with { Sampled = true }, count: 2);
        foreach (var phase in parlour.Phases.Skip(1))
        {
            var log = new StepLog();
            var answers = Parlours.Answer(phase, new Moment(60, 0), a => a.Shape is ScaleShape ? new ScaleValue(4) : new ChoiceValue(0, ((ChoiceShape)a.Shape).Options[0]));
            phase.Apply(new Moment(60, 0), answers, log);

            Assert.That(answers.Select(a => a.Ask.Mode), Has.All.EqualTo(AskMode.Sample), phase.Name);
            Assert.That(log.Probes.Select(r => r.Mass), Has.All.Null);
            Assert.That(log.Probes.Select(r => r.Value), phase.Name switch { "probe/behaviour" => Has.All.EqualTo(0.5), "probe/capability" => Has.All.EqualTo(1), _ => Has.All.AnyOf(2.0, 4.0) }, phase.Name);
        }
    }

    [Test]
    public void Both_options_stand_first_once_as_they_are_read()
    {
        var high = Scenario.Load(Parlours.Prompts).Select(s => s.High).ToHashSet();
        var phase = Parlours.After(6, Parlours.Often, count: 2).Phases.Single(p => p.Name == "probe/behaviour");
        foreach (var pair in phase.Ask(new Moment(60, 0)).Select(q => q.Ask).GroupBy(a => a.Key with { N = 0 }))
        {
            var options = pair.Select(a => ((ChoiceShape)a.Shape).Options).ToList();
            Assert.That(options, Has.Count.EqualTo(2));
            Assert.That(options[1], Is.EqualTo(options[0].Reverse()), pair.Key.ToString());
            foreach (var ask in pair) Assert.That(ask.Blocks[^1].Text, Does.Contain(string.Join('\n', ((ChoiceShape)ask.Shape).Options)), "read in the order in which they are scored");
        }

        var rows = Rows("probe/behaviour", a => new ScoresValue([.. ((ChoiceShape)a.Shape).Options.Select(o => high.Contains(o) ? 0.7 : 0.3)], 1));
        Assert.That(rows.Select(r => r.Value), Has.All.EqualTo(0.7).Within(1e-12), "the value is that of the high option");
    }

    [Test]
    public void Opinions_have_no_trait_and_are_not_reversed()
    {
        var rows = Rows("probe/opinions", _ => new ScoresValue(_agrees, 1));

        Assert.That(rows.Select(r => (r.Instrument, r.Trait)), Has.All.EqualTo(("opinions", (string?)null)));
        Assert.That(rows.Select(r => r.Item).Distinct(), Is.EqualTo(new[] { "bridge", "tax" }));
        Assert.That(rows.Select(r => r.Value), Has.All.EqualTo(4.5).Within(1e-12));
    }

    [Test]
    public void Stability_never_changes_its_items_and_takes_one_of_each_key()
    {
        var (_, store, people) = Parlours.Run(Parlours.Never with { StabilityEvery = 2, People = 3 }, 13);
        var firings = Parlours.Rows(store).GroupBy(r => r.Tick).Select(g => g.Select(r => (r.Row.Who, r.Row.Item)).ToList()).ToList();
        var rows = Parlours.Rows(store).Where(r => r.Tick == 0 && r.Row.Who == firings[0][0].Who).Select(r => r.Row).ToList();

        Assert.That(firings, Has.Count.EqualTo(7));
        Assert.That(firings, Has.All.EqualTo(firings[0]));
        Assert.That(rows.Select(r => r.Item), Is.EqualTo(new[] { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10" }), "frozen: drift across versions is drift of the model, not of the items");
        Assert.That(rows.GroupBy(r => r.Trait).Select(g => string.Concat(g.Select(r => r.Data[10]).Order())), Has.Exactly(5).EqualTo("+-"));
        Assert.That(Parlours.Rows(store).Select(r => r.Row.Condition), Has.All.EqualTo("dosed"));
    }

    [Test]
    public void A_right_answer_is_one_and_a_wrong_one_nothing()
    {
        var rows = Rows("probe/capability", a => new ScoresValue(Probabilities(a, right: 0.997), 0.9));

        Assert.That(rows.Select(r => r.Item.Split('/')[0]).Distinct(), Is.EqualTo(new[] { "cloze", "arithmetic", "instruction" }));
        Assert.That(rows.Select(r => (r.Instrument, r.Trait, r.Condition, r.Value, r.Mass)), Has.All.EqualTo(("capability", (string?)null, "dosed", (double?)1, (double?)0.9)));
        Assert.That(Rows("probe/capability", a => new ScoresValue(Probabilities(a, right: 0.001), 1)).Select(r => r.Value), Has.All.EqualTo(0));
        Assert.That(Rows("probe/capability", null, a => a with { Source = AnswerSource.Fallback, Refusal = "it did not fit" }).Select(r => r.Value), Has.All.Null);

        // the right one first, the rest even
        static IReadOnlyList<double> Probabilities(Ask ask, double right) => [.. ((ChoiceShape)ask.Shape).Options.Select((o, i) => i == 0 ? right : (1 - right) / (((ChoiceShape)ask.Shape).Options.Count - 1))];
    }

    [Test]
    public void A_rule_is_asked_no_tasks_that_count()
    {
        var (_, store, _) = Parlours.Run(Parlours.Never with { CapabilityEvery = 2 }, 5);

        Assert.That(store.Steps.SelectMany(s => s.Log.Probes), Is.Empty, "chance would look like an arm that knows nothing");
    }

    [Test]
    public void Everybody_gets_the_next_task_each_time_and_all_ask_all_of_them()
    {
        var parlour = Parlours.After(6, Parlours.Never with { CapabilityEvery = 5 }, count: 4);
        var phase = parlour.Phases.Single(p => p.Name == "probe/capability");
        var firings = Enumerable.Range(0, 10).Select(f => phase.Ask(new Moment(f * 5, 0)).Select(q => (q.Ask.Key.Who, q.Ask.Key.Purpose)).ToList()).ToList();

        Assert.That(firings, Has.All.Count.EqualTo(4 * 3), "one of each of three tasks");
        Assert.That(firings.SelectMany(f => f.Select(a => a.Purpose)).Distinct().Count(), Is.EqualTo(30));
        Assert.That(firings[0].Intersect(firings[1]), Is.Empty);
        Assert.That(phase.Ask(new Moment(3, 0)), Is.Empty);
    }

    private static ProbeRow Of(List<ProbeRow> rows, string item) => rows.First(r => r.Item == item && r.Condition == "dosed");

    private static List<ProbeRow> Rows(string name, Func<Ask, AnswerValue>? mind, Func<Answer, Answer>? change = null)
    {
        var parlour = Parlours.After(6, Parlours.Often, count: 2);
        var phase = parlour.Phases.Single(p => p.Name == name);
        var log = new StepLog();
        phase.Apply(new Moment(60, 0), [.. Parlours.Answer(phase, new Moment(60, 0), mind).Select(a => change is null ? a : a with { Answer = change(a.Answer) })], log);
        return log.Probes;
    }
}
