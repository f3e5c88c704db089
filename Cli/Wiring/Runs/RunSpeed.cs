using System.Diagnostics;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Planning;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>One page of asks of a run's usual size, timed on the model itself.</summary>
internal static class RunSpeed
{
    private const int CharactersPerToken = 4;

    public static (double Minutes, string Words) Measure(RunConfig config, RunRequest request, RunEstimate estimate, TextWriter error, CancellationToken cancellation)
    {
        using var minds = RunMinds.Make(config, request, store: null, before: null, error, cancellation);
        var mind = minds.Map[estimate.Mind];
        var count = (int)Math.Clamp(estimate.Calls / Math.Max(1, estimate.Pages), 1, mind.PageSize); // a page ends with its round, so most are not full
        var own = (int)(estimate.OwnTokens / estimate.Calls);
        var shared = (int)(estimate.PromptTokens / estimate.Calls) - own;
        var answer = (int)Math.Max(1, estimate.AnswerTokens / estimate.Calls);
        var asks = Enumerable.Range(0, count).Select(i => new Ask(new AskKey(0, "plan", 0, $"somebody{i}", "plan"), [Text("shared", shared), Text($"own {i}", own)], new TextShape(answer * CharactersPerToken)) { SharedBlocks = 1, Seed = (ulong)i });
        var page = new AskPage([.. asks], (_, _) => new TextValue("nothing"));
        var start = Stopwatch.GetTimestamp();
        mind.Mind!.Answer(page, null, cancellation);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (seconds / count * estimate.Calls / 60, $"measured on this machine with {count} asks of {shared} shared, {own} own and up to {answer} answer tokens: {count / seconds:0.0} decisions a second.");
    }

    private static Block Text(string name, int tokens) => new(name, "user", string.Join(' ', Enumerable.Range(0, Math.Max(1, tokens * CharactersPerToken / 5)).Select(i => "word")) + " " + name + "\n");
}
