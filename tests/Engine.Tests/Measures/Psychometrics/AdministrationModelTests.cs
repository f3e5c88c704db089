using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

/// <summary>The whole path through a real decoder with random weights: what holds for any weights.</summary>
[TestFixture(CacheLayout.Unified, SteeringMode.Patch)]
[TestFixture(CacheLayout.Separate, SteeringMode.Patch)]
[TestFixture(CacheLayout.Unified, SteeringMode.Grouped)]
public sealed class AdministrationModelTests(CacheLayout layout, SteeringMode mode)
{
    private static readonly string[] _some = ["1", "2", "6", "E1", "N2"];

    [Test]
    public void Somebody_answers_the_same_bits_alone_and_among_many()
    {
        using var model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        using var mind = Mind(model);
        var form = Sheets.Ipip.Only(i => _some.Contains(i.Id));
        var respondents = new[]
        {
            Sheets.Respondents.Baseline(),
            Sheets.Respondents.Dosed([new DirectionDose("E", 1.5f), new DirectionDose("N", -1)]),
            Sheets.Respondents.Dosed([new DirectionDose("E", -2)], DoseScope.All),
            Sheets.Respondents.Described(new Person("Ada", new Traits(2, 0, 0, -1, 0)), 2),
            Sheets.Respondents.Described(new Person("Ada", new Traits(2, 0, 0, -1, 0)), 2, [new DirectionDose("A", 1)]),
        };

        var together = Values(Sheets.Give(form, mind, respondents));

        for (var r = 0; r < respondents.Length; r++)
        {
            Assert.That(Values(Sheets.Give(form, mind, respondents[r]))[0], Is.EqualTo(together[r]), respondents[r].Id);
        }

        using var fresh = Mind(model);
        Assert.That(Values(Sheets.Give(form, fresh, respondents[^1]))[0], Is.EqualTo(together[^1]), "by a mind that has answered nobody else");

        Assert.That(together.Select(v => string.Join(' ', v)), Is.Unique, "doses, scopes and texts all change the answers");
    }

    [Test]
    public void A_dose_moves_the_latent_and_a_dose_of_nothing_does_not()
    {
        using var model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        using var mind = Mind(model);
        var administration = new Administration(Sheets.Ipip.Only(i => _some.Contains(i.Id)), leastMass: 0);

        var sheets = administration.Give(mind, [Sheets.Respondents.Baseline(), .. new[] { 0f, 1, -1 }.Select(d => Sheets.Respondents.Dosed([new DirectionDose("E", d)]))]).ToList();
        var shifts = sheets.Skip(1).Select(s => Shift.Of('E', [(sheets[0], s)])).ToList();

        Assert.That(shifts[0].Latent, Is.Zero);
        Assert.That(shifts.Skip(1).Select(s => Math.Abs(s.Latent!.Value)), Has.All.GreaterThan(1e-3));
        Assert.That(shifts.Select(s => s.Items), Has.All.EqualTo(2), "items 1 and 6: a low limit on the mass makes random weights answer");
    }

    [Test]
    public void Every_kind_of_form_is_answered_by_the_model_itself()
    {
        using var model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        using var mind = Mind(model);

        foreach (var form in new[] { Sheets.Neo.Only(i => i.Facet == "Anxiety"), Sheets.Scenarios.Only(i => _some.Contains(i.Id)) })
        {
            var responses = Sheets.Give(form, mind, Sheets.Respondents.Baseline())[0].Responses;

            Assert.That(responses, Is.Not.Empty);
            Assert.That(responses.SelectMany(r => new[] { r.Forward, r.Reversed }).Select(a => a.Probabilities.Sum()), Has.All.EqualTo(1).Within(1e-9));
            Assert.That(responses.SelectMany(r => new[] { r.Forward, r.Reversed }).Select(a => a.Mass), Has.All.InRange(0, 1));
            Assert.That(responses.Select(r => r.Counts), Has.All.EqualTo(false), "random weights know no numbers: nothing counts, and nothing is made up for it");
            Assert.That(InstrumentReport.Of(Sheets.Give(form, mind, Sheets.Respondents.Baseline())).Domains.Select(d => d.Latent), Has.All.Null);
        }
    }

    private LlamaMind Mind(LlamaModel model) => new(model, new LlamaMindOptions
    {
        Parallel = 8,
        Prefixes = 4,
        Cells = layout == CacheLayout.Unified ? 6144 : null,
        AskCells = layout == CacheLayout.Separate ? 1024 : null,
        BatchTokens = 128,
        FlashAttention = FlashAttention.Off,
        Threads = 1,
        Layout = layout,
        Steering = Table(model),
        SteeringMode = mode,
    });

    private static List<double[]> Values(IReadOnlyList<AnswerSheet> sheets) =>
        [.. sheets.Select(s => s.Responses.SelectMany(r => new[] { r.Forward, r.Reversed }).SelectMany(a => a.Probabilities.Append(a.Mass!.Value)).ToArray())];

    private static SteeringTable Table(LlamaModel model)
    {
        var table = new SteeringTable(model.Width, model.Layers);
        foreach (var trait in Traits.Letters)
        {
            var draws = new CounterRng(trait);
            table.Add(trait.ToString(), Enumerable.Range(1, model.Layers - 2).ToDictionary(l => l, _ => Enumerable.Range(0, model.Width).Select(_ => (float)draws.NextNormal() * 0.3f).ToArray()));
        }

        return table;
    }
}
