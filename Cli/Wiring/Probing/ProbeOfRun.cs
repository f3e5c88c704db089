using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>`persim probe RUN@TICK`: the people of a run as they stood behind a tick, under the run's own arm and mind; the run is not touched.</summary>
internal static class ProbeOfRun
{
    /// <summary>Whether a word names a run; a model of that name goes first, since its file may have an @ in its name too.</summary>
    public static bool IsRun(string whom)
    {
        if (whom.Length == 0 || new[] { whom, Path.Combine(Folders.Models, whom), Path.Combine(Folders.Models, whom + ".gguf") }.Any(File.Exists)) return false;
        return whom.Contains('@', StringComparison.Ordinal) || Directory.Exists(Path.Combine(Folders.Runs, whom)) || Directory.Exists(whom);
    }

    public static ProbeDocument Ask(ParseResult parsed, string whom, CancellationToken cancellation)
    {
        foreach (var option in new Option[] { ProbeOptions.Persona, ProbeOptions.Level, ProbeOptions.People, ProbeOptions.Dose, ProbeOptions.Vectors, ProbeOptions.SdRef, ProbeOptions.Prompts })
        {
            if (parsed.GetResult(option) is { Implicit: false }) throw new InputException($"{option.Name} does not go with {whom}: the people of a run have the run's own texts, personalities and doses.");
        }

        var point = RunPoints.Parse(whom);
        var error = parsed.InvocationConfiguration.Error;
        var (_, parts) = RunPoints.Folded(point, null, error, cancellation);
        var study = parts.Study is ProbedStudy probed ? probed.Inner : parts.Study;
        if (study is not IProbeSubject subject) throw new InputException($"The study {parts.Config.Study} does not say how it speaks to somebody, so its people cannot be given an instrument.");
        var administration = new Administration(TestForm.Load(parts.Prompts, parsed.GetRequiredValue(ProbeOptions.Instrument)));
        var manifest = point.Folder.ReadManifest();
        var mock = parsed.GetValue(ProbeOptions.Mock) || manifest.Minds.GetValueOrDefault(MindMap.Default)?.Kind == "rule";
        using var minds = RunMinds.Make(parts.Config, new RunRequest(mock), null, manifest, error, cancellation);
        var mind = minds.Map[MindMap.Default];
        if (mind.KeepsArrivals) throw new InputException($"The mind of {point.Folder.Run} is a remote endpoint, which gives no probabilities; its own probes draw answers instead (probes.sampled).");
        var respondents = RunRespondents.Of(study, subject, parts.Treatment, parts.People, point.Tick, mind.Steerable);
        var start = Stopwatch.GetTimestamp();
        List<AnswerSheet> sheets;
        using (var line = new ProgressLine(error, $"asking {Words.Count(respondents.Count, "person")}", respondents.Count * (long)administration.AsksEach))
        {
            sheets = [.. administration.Give(mind.Mind!, respondents, _ => line.Advance(), cancellation)];
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (parsed.GetValue(ProbeOptions.Csv) is { } csv) ProbeCsv.Write(csv, sheets);
        var (spent, settings) = (mind.Ledger.Snapshot(), mind.Mind!.Description.Settings);
        return new ProbeDocument(settings.GetValueOrDefault("model", "the rule"), point.Folder.Run, point.Tick, settings, parts.Prompts.Hashes, minds.VectorHashes, null, spent.Calls, spent.PromptTokens, spent.ComputedTokens, seconds, spent.Calls / seconds, InstrumentReport.Of(sheets), null);
    }
}
