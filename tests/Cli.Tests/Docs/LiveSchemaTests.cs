using System.Diagnostics.Metrics;
using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Cli.Live;
using PersonaSim.Cli.Wiring.Docs;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>The page on telemetry is what runs really say.</summary>
public sealed class LiveSchemaTests
{
    [Test]
    public void Every_line_of_a_live_run_has_the_kinds_and_fields_of_the_page_and_no_others()
    {
        using var persim = new Persim();
        var model = TinyModel.Path("llama", "q8_0");
        Directory.CreateDirectory(Path.Combine(persim.Home, "vectors"));
        new ControlVector("llama", new Dictionary<int, float[]> { [1] = [.. Enumerable.Range(0, SynthSpec.Parse("llama", "tiny", "q8_0", 1).Shape.Width).Select(i => i / 640f)] }).Write(Path.Combine(persim.Home, "vectors", "E.gguf"));
        var (tags, lines) = (new SortedSet<string>(StringComparer.Ordinal), new List<JsonElement>());
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (TelemetryPage.Instruments().Contains(instrument)) l.EnableMeasurementEvents(instrument); } };
        void Tag(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> of)
        {
            foreach (var tag in of) tags.Add($"{instrument.Name} {tag.Key}");
        }

        listener.SetMeasurementEventCallback<long>((instrument, _, of, _) => Tag(instrument, of));
        listener.SetMeasurementEventCallback<double>((instrument, _, of, _) => Tag(instrument, of));
        listener.Start();
        void Live(params string[] arguments) => lines.AddRange(persim.Run([.. arguments, "--live", "--json"]).Output.Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement));

        Live("run", "town.small", "--mock", "--population", "8", "--ticks", "9", "--run-id", "rule");
        Assert.That(lines[^1].GetProperty("kind").GetString(), Is.EqualTo("end"));
        Live("run", "town.small", "--mock", "--set", "town.environment=moon");
        Assert.That(lines[^1].GetProperty("kind").GetString(), Is.EqualTo("error"));
        Live("run", "town.small", "--model", model, "--arm", "none", "--env", "open", "--population", "2", "--ticks", "1", "--threads", "1", "--run-id", "model", "--set", "persona.directions.E=0.5", "--set", "minds.agents.vectors=vectors",
            "--set", "minds.agents.parallel=2", "--set", "minds.agents.flash=off", "--set", "minds.agents.cells=4096", "--set", "minds.agents.max_tokens=8", "--set", "town.turns=1",
            "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0");

        Assert.That(lines[^1].GetProperty("kind").GetString(), Is.EqualTo("end"), lines[^1].ToString());
        var kinds = LiveSchema.Kinds.ToDictionary(k => k.Name);
        foreach (var line in lines)
        {
            var kind = line.GetProperty("kind").GetString()!;
            var fields = kinds[kind].Fields.ToDictionary(f => f.Name);
            foreach (var field in line.EnumerateObject().Where(f => f.Name != "kind")) Assert.That(Word(field.Value), Is.EqualTo(fields[field.Name].Type), $"{kind}.{field.Name}");
        }

        Assert.That(kinds.Keys.Except(lines.Select(l => l.GetProperty("kind").GetString()!)).Except(["safety"]), Is.Empty, "nobody says anything unsafe here");
        var others = tags.Where(t => !t.EndsWith(" mind", StringComparison.Ordinal));
        Assert.That(others, Is.SubsetOf(new[] { "persim.mind.refusals reason", "persim.mind.tokens kind" }), "the page names the tags");
        Assert.That(tags, Has.Count.GreaterThan(5));
    }

    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Object => "object",
        _ => "list",
    };
}
