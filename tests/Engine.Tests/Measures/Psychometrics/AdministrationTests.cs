using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Measures.Psychometrics.Reference;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Probes;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

public sealed class AdministrationTests
{
    private static readonly double[] _yes = [0, 0, 0, 0, 1];

    [Test]
    public void Somebody_who_agrees_with_everything_is_in_the_middle_and_all_acquiescence()
    {
        var scores = RespondentScores.Of(Sheets.Give(Sheets.Neo, Sheets.Agreeing(Sheets.Neo, (_, _) => _yes), Sheets.Respondents.Baseline())[0]);

        Assert.That(scores.Domains.Select(d => d.Score.Value), Has.All.EqualTo(3).Within(1e-12));
        Assert.That(scores.Domains.Select(d => d.Latent.Value), Has.All.EqualTo(0).Within(1e-12));
        Assert.That(scores.Acquiescence, Is.EqualTo(2).Within(1e-12), "the most there is");
        Assert.That(scores.Extremity, Is.EqualTo(1).Within(1e-12));
        Assert.That(scores.Facets.Where(f => f.Balanced).Select(f => f.Score.Value), Has.All.EqualTo(3).Within(1e-12));
        var ofOneKey = scores.Facets.Where(f => !f.Balanced).Select(f => f.Score.Acquiescence).ToList();
        Assert.That(ofOneKey, Has.Count.EqualTo(9), "what a facet of one key says of yes-saying is nothing");
        Assert.That(ofOneKey, Is.All.Null);
    }

    [Test]
    public void Agreeing_with_plus_and_denying_minus_is_as_much_of_the_trait_as_there_is()
    {
        var scores = RespondentScores.Of(Sheets.Give(Sheets.Ipip, Sheets.Agreeing(Sheets.Ipip, (item, _) => item.Plus == (item.Trait != 'N') ? _yes : _yes.Reverse()), Sheets.Respondents.Baseline())[0]);

        Assert.That(scores.Domains.Select(d => (d.Trait, d.Score.Value)), Is.EqualTo("EACNO".Select(t => (t, (double?)(t == 'N' ? 1 : 5)))));
        Assert.That(scores.Acquiescence, Is.Zero.Within(1e-12));
    }

    [Test]
    public void A_liking_for_a_number_cancels_in_the_latent_and_is_reported()
    {
        var people = Sheets.People(6);
        const double Liking = 0.8;

        var plain = Sheets.Give(Sheets.Ipip, Sheets.Graded(Sheets.Ipip, people), people);
        var biased = Sheets.Give(Sheets.Ipip, Sheets.Graded(Sheets.Ipip, people, (_, ask) => Sheets.IsReversed(ask) ? -Liking : Liking), people);

        for (var p = 0; p < people.Count; p++)
        {
            for (var i = 0; i < plain[p].Responses.Count; i++)
            {
                Assert.That(biased[p].Responses[i].Latent, Is.EqualTo(plain[p].Responses[i].Latent!.Value).Within(1e-9));
                Assert.That(biased[p].Responses[i].OrderBias, Is.EqualTo(GradedResponse.Slope * Liking).Within(1e-9));
            }
        }

        Assert.That(OrderRobustness.Of(plain.SelectMany(s => s.Responses)).Bias, Is.Zero.Within(1e-9));
        var found = OrderRobustness.Of(biased.SelectMany(s => s.Responses));
        Assert.That(found.Bias, Is.EqualTo(GradedResponse.Slope * Liking).Within(1e-9));
        Assert.That(found.Flips, Is.InRange(0.3, 1), "whoever is nearer to the middle than the liking reaches lands on either side");
        // nothing but a liking for 5: the middle exactly, in points as in the latent
        var always = RespondentScores.Of(Sheets.Give(Sheets.Ipip, new StatedMind(_ => new ScoresValue([0.02, 0.03, 0.05, 0.1, 0.8], 1)), people[0])[0]);
        Assert.That(always.Domains.SelectMany(d => new[] { d.Score.Value - 3, d.Latent.Value }), Has.All.EqualTo(0).Within(1e-12));
        Assert.That(always.Acquiescence, Is.Zero.Within(1e-12));
    }

    [Test]
    public void An_item_with_too_little_mass_in_either_order_is_unanswered_and_counted()
    {
        var mind = new StatedMind(ask => new ScoresValue(_yes, ask.Key.Purpose == "1" && Sheets.IsReversed(ask) ? 0.19 : ask.Key.Purpose == "11" ? 0.2 : 0.9));

        var sheet = Sheets.Give(Sheets.Ipip, mind, Sheets.Respondents.Baseline())[0];
        var scores = RespondentScores.Of(sheet);

        Assert.That(sheet.Responses.Where(r => !r.Counts).Select(r => (r.Item.Id, r.Reason)), Is.EqualTo(new[] { ("1", "mass below 0.2") }));
        Assert.That(sheet.Responses[0].Mass, Is.EqualTo((0.19 + 0.9) / 2).Within(1e-12), "the mass is kept");
        Assert.That(sheet.Responses[0].Latent, Is.Null);
        Assert.That((scores.Answered, scores.Asked), Is.EqualTo((49, 50)));
        Assert.That(scores.Domains[0].Answered, Is.EqualTo(9));
        Assert.That(InstrumentReport.Of([sheet]).Unanswered, Is.EqualTo(1));
        Assert.That(InstrumentReport.Of([sheet]).ItemTable[0].LeastMass, Is.EqualTo(0.19));
    }

    [Test]
    public void A_trait_with_one_key_unanswered_has_no_score_rather_than_that_of_the_other()
    {
        var mind = new StatedMind(ask => new ScoresValue(_yes, Sheets.ItemOf(Sheets.Ipip, ask) is { Trait: 'C', Plus: false } ? 0.1 : 0.9));

        var scores = RespondentScores.Of(Sheets.Give(Sheets.Ipip, mind, Sheets.Respondents.Baseline())[0]);

        Assert.That(scores.Domains.Where(d => d.Latent.Value is null).Select(d => d.Trait), Is.EqualTo("C"));
        Assert.That(scores.Domains.Where(d => d.Latent.Error is null).Select(d => d.Trait), Is.EqualTo("C"));
    }

    [Test]
    public void Planted_traits_come_back_exactly_and_only_their_own()
    {
        var people = Sheets.People(40);

        var report = InstrumentReport.Of(Sheets.Give(Sheets.Neo, Sheets.Graded(Sheets.Neo, people, (item, _) => 0.3), people));

        for (var p = 0; p < people.Count; p++)
        {
            foreach (var domain in report.People[p].Domains) Assert.That(domain.Latent.Value, Is.EqualTo(GradedResponse.Slope * people[p].Meant!.Value[domain.Trait]).Within(1e-9), "yes-saying of 0.3 cancels");
            Assert.That(report.People[p].AcquiescenceLatent, Is.EqualTo(GradedResponse.Slope * 0.3).Within(1e-9));
        }

        Assert.That(report.Domains.Select(d => d.LatentSd), Has.All.EqualTo(GradedResponse.Slope * Math.Sqrt(40.0 / 39)).Within(1e-3));
        Assert.That(report.Domains.Select(d => d.Reliability.Alpha), Has.All.GreaterThan(0.98), "items without noise");
        Assert.That(report.Domains.Select(d => d.Reliability.SplitHalf), Has.All.GreaterThan(0.98));
        Assert.That(report.Halo, Is.InRange(0.05, 0.35), "independent traits: near 0.2");
        Assert.That(report.Facets, Has.Count.EqualTo(30));
    }

    [Test]
    public void A_part_of_a_sheet_says_what_asking_that_part_alone_would_have_said()
    {
        var people = Sheets.People(5);
        var part = Sheets.Neo.Only(i => i.Facet is "Anxiety" or "Anger");
        var mind = Sheets.Graded(Sheets.Neo, people, (item, _) => item.Id.Length * 0.1);

        var cut = Sheets.Give(Sheets.Neo, mind, people).Select(s => s.Only(part)).ToList();
        var alone = Sheets.Give(part, mind, people);

        Assert.That(cut.Select(s => s.Responses.Select(r => (r.Item.Id, r.Latent))), Is.EqualTo(alone.Select(s => s.Responses.Select(r => (r.Item.Id, r.Latent)))));
        Assert.That(InstrumentReport.Of(cut).Domains.Single().LatentSd, Is.EqualTo(InstrumentReport.Of(alone).Domains.Single().LatentSd!.Value).Within(1e-12));
        Assert.That(() => alone[0].Only(Sheets.Neo), Throws.ArgumentException);
    }

    [Test]
    public void A_shift_has_the_size_that_was_planted_and_an_error_over_items()
    {
        var people = Sheets.People(2);
        var before = Sheets.Give(Sheets.Ipip, Sheets.Graded(Sheets.Ipip, people), people);
        var after = Sheets.Give(Sheets.Ipip, Sheets.Graded(Sheets.Ipip, people, (item, _) => (item.Trait == 'E' ? item.Plus ? 0.5 : -0.5 : 0) + 0.2), people);

        var (e, n) = (Shift.Of('E', [.. before.Zip(after)]), Shift.Of('N', [.. before.Zip(after)]));

        Assert.That(e.Latent, Is.EqualTo(0.5 * GradedResponse.Slope).Within(1e-9));
        Assert.That(n.Latent, Is.Zero.Within(1e-9));
        Assert.That(new[] { e.Acquiescence, n.Acquiescence }, Has.All.EqualTo(0.2 * GradedResponse.Slope).Within(1e-9));
        Assert.That(e.Error, Is.Zero.Within(1e-9), "every item moved alike");
        Assert.That(e.Items, Is.EqualTo(10));
    }

    [Test]
    public void The_rule_answers_by_the_persona_and_rises_with_its_level()
    {
        using var rule = new RuleMind();
        var series = Sheets.Respondents.Series([.. Enumerable.Range(-3, 7)], [1, 2]).ToList();

        foreach (var form in new[] { Sheets.Ipip, Sheets.Scenarios })
        {
            var curves = LevelCurve.CurvesOf(Sheets.Give(form, rule, series));

            Assert.That(curves.Keys.Count, Is.EqualTo(10));
            foreach (var (key, curve) in curves)
            {
                Assert.That(curve.Monotone, Has.Count.EqualTo(7), $"{form.Name} {key}");
                Assert.That(curve.LatentAt(2), Is.EqualTo(GradedResponse.Slope * PersonaText.MiddleOf(2)).Within(1e-9));
            }
        }
    }

    [Test]
    public void The_rule_acts_out_doses_too_so_that_a_dose_can_be_matched_with_a_level()
    {
        using var rule = new RuleMind();
        var sheets = Sheets.Give(Sheets.Ipip, rule, Enumerable.Range(-4, 9).Select(d => Sheets.Respondents.Dosed([new DirectionDose("E", d / 2f)])));
        var doses = new AchievedCurve(sheets.Select(s => new AchievedPoint(s.Respondent.Doses[0].Dose, RespondentScores.DomainsOf(s)[0].Latent.Value!.Value, null)));
        var levels = LevelCurve.CurvesOf(Sheets.Give(Sheets.Ipip, rule, Sheets.Respondents.Series([-3, -2, -1, 0, 1, 2, 3], [1])))[('E', 1)];

        Assert.That(levels.Match(3, doses), Is.EqualTo(PersonaText.MiddleOf(3)).Within(1e-9));
        Assert.That(levels.Match(-1, doses), Is.EqualTo(PersonaText.MiddleOf(-1)).Within(1e-9));
    }

    [Test]
    public void Wordings_that_say_the_same_have_no_share_and_one_that_is_stronger_has()
    {
        IReadOnlyList<Respondent> people = [.. Sheets.People(12, 1), .. Sheets.People(12, 2), .. Sheets.People(12, 3)];

        var same = InstrumentReport.Of(Sheets.Give(Sheets.Ipip, Sheets.Graded(Sheets.Ipip, people), people)).Wordings;
        var louder = InstrumentReport.Of(Sheets.Give(Sheets.Ipip, Sheets.Graded(Sheets.Ipip, people, (item, ask) => ask.Key.Who.EndsWith("/3", StringComparison.Ordinal) && item.Trait == 'O' ? item.Plus ? 1 : -1 : 0), people)).Wordings;

        Assert.That(same.Select(w => w.Within), Has.All.EqualTo(0).Within(1e-9));
        Assert.That(louder.Where(w => w.Share > 0.01).Select(w => w.Trait), Is.EqualTo("O"));
        Assert.That(louder[^1].Within, Is.EqualTo(GradedResponse.Slope / Math.Sqrt(3)).Within(1e-9), "0, 0, 1.7: the standard deviation is 1.7 / sqrt 3");
        Assert.That(louder[^1].Means[3] - louder[^1].Means[1], Is.EqualTo(GradedResponse.Slope).Within(1e-9));
    }

    [Test]
    public void A_shift_to_the_good_in_everything_is_all_halo()
    {
        var sheets = Sheets.Give(Sheets.Ipip, Sheets.Agreeing(Sheets.Ipip, (item, ask) => GradedResponse.Five(ask.Key.Who == "baseline" ? 0.4 : item.Plus == (item.Trait != 'N') ? 1.1 : -1.1)), Sheets.Respondents.Baseline(), Sheets.Respondents.Dosed([]));

        Assert.That(RespondentScores.Of(sheets[1], sheets[0]).Halo, Is.EqualTo(1).Within(1e-9));
        Assert.That(RespondentScores.Of(sheets[0], sheets[0]).Halo, Is.Null, "nothing shifted");
    }

    [Test]
    public void The_spread_of_the_reference_people_is_written_and_read_again()
    {
        using var rule = new RuleMind();
        using var folder = new TempFolder();
        var (people, sha256) = ReferencePeople.Load(Parlours.Prompts);
        var form = Sheets.Neo.Only(i => i.Trait is 'E' or 'N');

        var reference = SdReference.Of(Sheets.Give(form, rule, people.People.Select(p => Sheets.Respondents.Described(p, 1))), sha256, rule.Description.Settings, Parlours.Prompts.Hashes);
        reference.Write(Path.Combine(folder.Path, "sd.json"));
        var read = SdReference.Read(Path.Combine(folder.Path, "sd.json"));

        Assert.That(reference['N'].SdLatent, Is.EqualTo(GradedResponse.Slope).Within(1).Percent, "the people have a deviation of 1, the rule a slope of 1.7");
        Assert.That(reference['N'].Steepness, Is.EqualTo(1).Within(1e-9));
        Assert.That(reference['N'].HumanSdScore, Is.EqualTo(HumanNorms.Sd("ipip-neo-120", 'N')));
        Assert.That(read.Spreads, Is.EqualTo(reference.Spreads));
        Assert.That((read.PeopleSha256, read.Wording, read.Instrument), Is.EqualTo((sha256, 1, "ipip-neo-120")));
        Assert.That(() => read['O'], Throws.InstanceOf<Native.InputException>().With.Message.Contains("no trait O"));
    }
}
