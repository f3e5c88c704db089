using System.Globalization;
using System.Net;
using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Testing;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests;

public sealed class ProbeTests
{
    private static readonly string[] _quick = ["--threads", "1", "--flash", "off", "--parallel", "8"];

    [Test]
    public void The_rule_gives_back_the_persona_that_it_was_given()
    {
        using var persim = new Persim();

        var json = persim.Run("probe", "--mock", "--persona", "E=+2,N=-1", "--instrument", "ipip-neo-120", "--json").IsFine().Json;

        var scores = Domains(json.GetProperty("report").GetProperty("people")[0]);
        Assert.That(scores['E'], Is.GreaterThan(4));
        Assert.That(scores['N'], Is.LessThan(2.5));
        Assert.That("ACO".Select(t => scores[t]), Has.All.EqualTo(3).Within(1e-9));
        Assert.That(json.GetProperty("report").GetProperty("facets").GetArrayLength(), Is.EqualTo(30));
        Assert.That(json.GetProperty("prompts").GetProperty("instruments/ipip-neo-120").GetString(), Has.Length.EqualTo(64));
    }

    [Test]
    public void Levels_wordings_people_and_scenarios_have_their_tables()
    {
        using var persim = new Persim();

        Assert.That(persim.Run("probe", "--mock", "--level", "1..7", "--wording", "1..3").IsFine().Output, Does.Contain("level 7").And.Contain("1 to 7").And.Contain("share of wording"));
        Assert.That(persim.Run("probe", "--mock", "--people", "12", "--instrument", "scenarios").IsFine().Output, Does.Contain("alpha").And.Contain("12 respondents x 20 items"));
        var reference = persim.Run("probe", "--mock", "--people", "reference", "--sd-ref", "sd.json").IsFine().Output;
        Assert.That(reference, Does.Contain("human sd score"));
        Assert.That(JsonDocument.Parse(File.ReadAllText(Path.Combine(persim.Home, "sd.json"))).RootElement.GetProperty("spreads").GetArrayLength(), Is.EqualTo(5));
    }

    [Test]
    public void A_model_answers_under_doses_and_every_answer_is_in_the_csv()
    {
        using var persim = new Persim();
        var folder = Path.Combine(persim.Home, "vectors");
        Directory.CreateDirectory(folder);
        using (var model = LlamaModel.Load(TinyModel.Path())) Direction(model).Write(Path.Combine(folder, "E.gguf"));

        var json = persim.Run(["probe", TinyModel.Path(), "--instrument", "scenarios", "--dose", "E=0", "--dose", "E=1.5", "--vectors", folder, "--csv", "a.csv", "--page", "a.html", "--json", .. _quick]).IsFine().Json;

        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "a.html")), Does.Contain("What doses do").And.Contain(json.GetProperty("mind").GetProperty("model_sha256").GetString()).And.Not.Contain("<script src").And.Contain(WebUtility.HtmlEncode(Banners.Meaningless)), "the weights are random, which the file says");
        var rows = File.ReadAllLines(Path.Combine(persim.Home, "a.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        Assert.That(rows.GroupBy(r => r[1]).Select(g => (g.Key, g.Count())), Is.EqualTo(new[] { ("baseline", 40), ("dose E+0", 40), ("dose E+1.5", 40) }));
        Assert.That(rows.Select(r => Number(r[10]) + Number(r[11])), Has.All.EqualTo(1).Within(1e-9));
        var answers = rows.Chunk(40).Select(c => string.Join(' ', c.Select(r => r[10]))).ToList();
        Assert.That(answers[1], Is.EqualTo(answers[0]), "a dose of 0 is no dose, to the last bit");
        Assert.That(answers[2], Is.Not.EqualTo(answers[0]));
        Assert.That(json.GetProperty("vectors").GetProperty("E").GetString(), Has.Length.EqualTo(64));
        Assert.That(json.GetProperty("mind").GetProperty("model_sha256").GetString(), Has.Length.EqualTo(64));
        Assert.That(json.GetProperty("questions").GetInt64(), Is.EqualTo(120));
        Assert.That(json.GetProperty("computedTokens").GetInt64(), Is.LessThan(json.GetProperty("promptTokens").GetInt64()), "what everybody shares is computed once");
    }

    [Test]
    public void People_of_a_run_are_asked_as_they_stand_and_the_run_stays_as_it_was()
    {
        using var persim = new Persim();
        persim.Run(Runs.RunTests.Town("one", 12)).IsFine();
        var before = File.ReadAllBytes(Path.Combine(persim.Home, "runs", "one", "run.db"));

        var json = persim.Run("probe", "one@11", "--json").IsFine().Json;
        Assert.That(persim.Run("probe", "one", "--json").IsFine().Json.GetProperty("tick").GetInt64(), Is.EqualTo(11), "without a tick the last one");

        Assert.That(json.GetProperty("report").GetProperty("respondents").GetInt32(), Is.EqualTo(8));
        Assert.That((json.GetProperty("run").GetString(), json.GetProperty("tick").GetInt64()), Is.EqualTo(("one", 11L)));
        foreach (var person in json.GetProperty("report").GetProperty("people").EnumerateArray())
        {
            var meant = person.GetProperty("meant").EnumerateArray().Select(m => m.GetDouble()).ToList();
            var latents = person.GetProperty("domains").EnumerateArray().Select(d => d.GetProperty("latent").GetProperty("value").GetDouble()).ToList();
            for (var t = 0; t < 5; t++) Assert.That(latents[t], Is.EqualTo(1.7 * meant[t]).Within(1e-6), "a rule that acts with its traits shows them");
        }

        Assert.That(File.ReadAllBytes(Path.Combine(persim.Home, "runs", "one", "run.db")), Is.EqualTo(before));
    }

    [TestCase("whom?")]
    [TestCase("leave 'm' or --mock out", "m", "--mock")]
    [TestCase("no model 'm'", "m")]
    [TestCase("NAME=NUMBER", "--mock", "--persona", "E")]
    [TestCase("'X' is no trait", "--mock", "--persona", "X=1")]
    [TestCase("standard deviations; expected", "--mock", "--persona", "E=20")]
    [TestCase("E stands there twice", "--mock", "--dose", "E=1,E=2")]
    [TestCase("no direction 'agree'", "--mock", "--dose", "agree=1")]
    [TestCase("--level takes numbers from 1 to 7", "--mock", "--level", "0..9")]
    [TestCase("--wording takes numbers from 1 to 3", "--mock", "--persona", "E=1", "--wording", "4")]
    [TestCase("there is no such file", "--mock", "--people", "none.csv")]
    [TestCase("give one of them", "--mock", "--people", "5", "--level", "1")]
    [TestCase("'instruments/ipip-51'", "--mock", "--instrument", "ipip-51")]
    [TestCase("take --people reference", "--mock", "--people", "5", "--sd-ref", "sd.json")]
    [TestCase("asked for twice", "--mock", "--persona", "E=1", "--persona", "E=1")]
    [TestCase("cannot be written", "--mock", "--csv", "/proc/nowhere/a.csv")]
    public void A_mistake_is_one_line_that_names_it(string expected, params string[] arguments)
    {
        using var persim = new Persim();

        persim.Run(["probe", .. arguments]).IsOneLineOfError(1, expected);
    }

    private static SortedDictionary<char, double> Domains(JsonElement person) =>
        new(person.GetProperty("domains").EnumerateArray().ToDictionary(d => d.GetProperty("trait").GetString()![0], d => d.GetProperty("score").GetProperty("value").GetDouble()));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static ControlVector Direction(LlamaModel model)
    {
        var draws = new CounterRng(5);
        return new ControlVector("llama", Enumerable.Range(1, model.Layers - 2).ToDictionary(l => l, _ => Enumerable.Range(0, model.Width).Select(_ => (float)draws.NextNormal() * 0.3f).ToArray()));
    }
}
