using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Probing;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Measures.Psychometrics.Reference;
using PersonaSim.Engine.Reports.Instruments;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim probe MODEL`: gives a questionnaire to a model, under doses or described as somebody.</summary>
internal static class ProbeCommand
{
    public static Command Create()
    {
        var command = new Command("probe", "Gives an instrument to a model, under doses or persona prompts, or to the people of a run: scores, reliability, what order and wording do.") { ProbeOptions.Whom };
        foreach (var option in ProbeOptions.All) command.Add(option);
        HelpWithExamples.Declare(command,
            "persim probe my-8b.gguf",
            "persim probe my-8b.gguf --instrument ipip-neo-120 --persona E=+2,N=-1 --wording 1..3",
            "persim probe my-8b.gguf --dose E=-2 --dose E=0 --dose E=+2 --csv answers.csv",
            "persim probe my-8b.gguf --level 1..7 --wording 1..3 --page levels.html",
            "persim probe my-8b.gguf --people reference --sd-ref sd_ref.json",
            "persim probe --mock --people 40 --instrument scenarios",
            "persim probe town.small-steer-7@99");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var whom = parsed.GetValue(ProbeOptions.Whom);
        foreach (var option in new[] { ProbeOptions.Csv, ProbeOptions.Page, ProbeOptions.SdRef })
        {
            if (parsed.GetValue(option) is { } file && Folders.WhyNotWritable(Path.GetDirectoryName(Path.GetFullPath(file))!) is { } reason) throw new InputException($"{option.Name} {file} cannot be written: {reason}.");
        }

        var document = whom is not null && ProbeOfRun.IsRun(whom) ? ProbeOfRun.Ask(parsed, whom, cancellation) : Ask(parsed, whom, cancellation);
        if (parsed.GetValue(ProbeOptions.Page) is { } page) PageFile.Write(page, Page(document).Html());
        if (parsed.GetValue(ProbeOptions.Json)) Json.Write(parsed.InvocationConfiguration.Output, document);
        else ProbeTables.Print(parsed.InvocationConfiguration.Output, document);
        return 0;
    }

    private static ReportPage Page(ProbeDocument document)
    {
        var page = InstrumentPage.Of(document.Model, document.Report, document.SdRef, About(document), $"{(document.Run is null ? "" : $"{document.Run}@{document.Tick}. ")}Made by persim {ProgramVersion.Text}.");
        return page with { Banners = [.. Banners.Of([(document.Mind.ContainsKey("model") ? "llama" : "rule", document.Model, document.Mind.GetValueOrDefault(ModelOrigin.Setting))]), .. page.Banners] };
    }

    private static List<(string, string)> About(ProbeDocument document) =>
    [
        ("model", document.Model), .. document.Mind.Select(m => ("mind: " + m.Key, m.Value)), .. document.Vectors.Select(v => ("direction " + v.Key, v.Value)), .. document.Prompts.Select(p => ("text " + p.Key, p.Value)),
        .. document.ReferencePeopleSha256 is { } people ? [("reference people", people)] : Array.Empty<(string, string)>(),
    ];

    private static ProbeDocument Ask(ParseResult parsed, string? model, CancellationToken cancellation)
    {
        var mock = parsed.GetValue(ProbeOptions.Mock);
        if (mock == (model is not null)) throw new InputException(mock ? $"--mock asks no model; leave '{model}' or --mock out." : "whom? Name a model, a run or a tick of it (RUN@TICK), or --mock.");
        var prompts = new PromptLibrary(parsed.GetValue(ProbeOptions.Prompts) ?? Folders.Prompts);
        var administration = new Administration(TestForm.Load(prompts, parsed.GetRequiredValue(ProbeOptions.Instrument)));
        var people = ProbePeople.Of(parsed, prompts);
        var reference = parsed.GetValue(ProbeOptions.SdRef);
        if (reference is not null && (people.ReferenceSha256 is null || people.Directions.Count > 0 || people.Asked.Select(r => r.Wording).Distinct().Count() > 1)) throw new InputException("--sd-ref is the spread of the reference people, undosed and in one wording: take --people reference, one --wording and no --dose.");
        var baseline = new Respondents(prompts).Baseline(parsed.GetValue(ProbeOptions.Scope));
        using var mind = mock ? ProbeMind.Rule(people) : ProbeMind.Of(parsed, model!, administration, [baseline, .. people.Asked], people.Directions, cancellation);
        var start = Stopwatch.GetTimestamp();
        AnswerSheet nobody;
        List<AnswerSheet> sheets;
        using (var line = new ProgressLine(parsed.InvocationConfiguration.Error, "asking " + mind.Name, (people.Asked.Count + 1L) * administration.AsksEach))
        {
            nobody = administration.Give(mind.Mind, [baseline], _ => line.Advance(), cancellation).Single();
            // nobody in particular may be all that was asked for
            sheets = people.Asked is [{ Id: Respondents.BaselineId }] ? [nobody] : [.. administration.Give(mind.Mind, people.Asked, _ => line.Advance(), cancellation)];
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sdRef = people.ReferenceSha256 is { } sha256 && people.Directions.Count == 0 && people.Asked.Select(r => r.Wording).Distinct().Count() == 1 ? SdReference.Of(sheets, sha256, mind.Settings, prompts.Hashes) : null;
        if (reference is not null) sdRef!.Write(reference);
        if (parsed.GetValue(ProbeOptions.Csv) is { } csv) ProbeCsv.Write(csv, sheets.Contains(nobody) ? sheets : [nobody, .. sheets]);
        var spent = mind.Ledger.Snapshot();
        return new ProbeDocument(mind.Name, null, null, mind.Settings, prompts.Hashes, mind.Vectors, people.ReferenceSha256, spent.Calls, spent.PromptTokens, spent.ComputedTokens, seconds, spent.Calls / seconds, InstrumentReport.Of(sheets, nobody), sdRef);
    }
}
