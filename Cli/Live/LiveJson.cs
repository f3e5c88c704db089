using System.Text.Json;
using System.Text.Json.Nodes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Cli.Live;

/// <summary>What happens, one JSON object a line: for engines and dashboards.</summary>
internal sealed class LiveJson(TextWriter output) : IRunWatcher
{
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Heard(StepId id, Ask ask, StoredAnswer answer)
    {
        if (answer.Doses.Count > 0) Line("doses", id, new { who = ask.Key.Who, purpose = ask.Key.Purpose, doses = answer.Doses.ToDictionary(d => d.Direction, d => d.Applied) });
    }

    public void Answered(StepId id, string phase, int answered) => Line("answered", id, new { phase_name = phase, answered }); // phase is its number, as in every line

    public void Committed(CommittedStep step, StepLog log)
    {
        foreach (var row in log.Events) Line("event", step.Id, row with { Data = "" }, row.Data);
        foreach (var row in log.Messages) Line("message", step.Id, row);
        foreach (var row in log.Actions) Line("action", step.Id, row with { Params = "" }, row.Params);
        foreach (var row in log.Safety) Line("safety", step.Id, row);
        foreach (var row in log.Probes) Line("probe", step.Id, row with { Data = "" }, row.Data);
        foreach (var row in log.Measures) Line("measure", step.Id, row);
    }

    public void TickDone(long tick, TimeSpan took, RunTimings timings)
    {
        output.WriteLine(JsonSerializer.Serialize(new { kind = "tick", tick, seconds = took.TotalSeconds, answers = timings.Answers }, _json));
        output.Flush();
    }

    private void Line<T>(string kind, StepId id, T row, string? data = null)
    {
        var line = new JsonObject { ["kind"] = kind, ["tick"] = id.Tick, ["phase"] = id.Phase, ["round"] = id.Round };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(row, _json)!.AsObject())
        {
            if (value is null || value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0) continue;
            line[name == "kind" ? "what" : name] = value.DeepClone();
        }

        if (data is { Length: > 2 }) line["data"] = JsonNode.Parse(data);
        output.WriteLine(line.ToJsonString(_json));
    }
}
