using System.Text.Encodings.Web;
using System.Text.Json;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.World;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>The people of runs of the study of reputation with what they learned, as a file that a new run can begin with.</summary>
internal static class RunProfiles
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The profiles of runs at their last tick, or at RUN@TICK, kept beside the first; several are separated by commas.</summary>
    public static string FileOf(string runs)
    {
        var points = runs.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RunPoints.Parse).ToList();
        if (points.Count == 0) throw new InputException("--from-run wants a run, or several with commas between them.");
        var path = Path.Combine(points[0].Folder.Path, $"profiles-{string.Join('-', points.Select((p, i) => i == 0 ? $"{p.Tick}" : $"{p.Folder.Run}-{p.Tick}"))}.json");
        if (!File.Exists(path)) File.WriteAllText(path, Write(points, TextWriter.Null, CancellationToken.None));
        return path;
    }

    /// <summary>One JSON document: a scenario each with its people; of people who occur in several runs of a scenario the last given holds.</summary>
    public static string Write(IReadOnlyList<RunPoint> points, TextWriter error, CancellationToken cancellation)
    {
        var scenarios = new SortedDictionary<string, SortedDictionary<string, object>>(StringComparer.Ordinal);
        foreach (var point in points)
        {
            var (_, parts) = RunPoints.Folded(point, null, error, cancellation);
            var study = (parts.Study as ProbedStudy)?.Inner ?? parts.Study;
            if (study is not ReputationStudy reputation) throw new InputException($"{point.Folder.Run} is a run of the study {parts.Config.Study}; profiles are kept by reputation only.");
            var scenario = ScenarioNames.Of(reputation.World.Config.Scenario);
            if (!scenarios.TryGetValue(scenario, out var people)) scenarios[scenario] = people = new(StringComparer.Ordinal);
            foreach (var agent in reputation.World.Agents) people[agent.Name] = Profile(agent, Parts.Of(reputation.World.Config.Scenario));
        }

        return JsonSerializer.Serialize(scenarios, _json) + "\n";
    }

    private static SortedDictionary<string, object> Profile(Agent agent, IReadOnlyList<Part> parts)
    {
        var learned = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (agent.Learned[(int)part].Length > 0) learned[part.Word()] = agent.Learned[(int)part];
        }

        // a published seed has its persona in what was learned, and no text of its own
        return new(StringComparer.Ordinal) { ["persona"] = agent.Persona.Length > 0 ? agent.Persona : "One of those who took part before.", ["lean"] = agent.Lean, ["learned"] = learned };
    }
}
