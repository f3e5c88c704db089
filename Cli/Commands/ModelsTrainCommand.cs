using System.CommandLine;
using PersonaSim.Cli.Training;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Files;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models train`: a small model of one's own, from a recipe.</summary>
internal static class ModelsTrainCommand
{
    private static readonly Option<string> _recipe = new("--recipe", "-r") { HelpName = "FILE", Description = "The recipe: sizes, corpus, schedule, seed.", Required = true };
    private static readonly Option<string?> _output = new("--out", "-o") { HelpName = "FILE", Description = "The model file; by default models/RECIPE.gguf, RECIPE being the name of its file. Checkpoint and losses lie beside it, in RECIPE.train." };
    private static readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint, to the same end as if never stopped." };
    private static readonly Option<bool> _force = new("--force") { Description = "Replace a model file, and begin anew where there is a checkpoint." };
    private static readonly Option<int?> _steps = Whole.Optional("--steps", "Steps, instead of the recipe's.");
    private static readonly Option<int?> _threads = Whole.Optional("--threads", "Batches computed side by side, a thread each; all allowed cores by default. Part of what decides the last bits.", alias: "-t");
    private static readonly Option<bool> _gpu = new("--gpu") { Description = "Train on the first GPU (untried: no machine with one has run this)." };
    private static readonly Option<bool> _json = Shared.Json();

    public static Command Create()
    {
        var command = new Command("train", "Train a small model from a recipe, on text made here. Ctrl-C writes a checkpoint.") { _recipe, _output, _resume, _force, _steps, _threads, _gpu, _json };
        HelpWithExamples.Declare(command,
            "persim models train --recipe models/trial.yaml",
            "persim models train --recipe models/trial.yaml --resume",
            "persim models train --recipe my.yaml --out my.gguf --steps 500 --threads 1 --json");
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed, stop)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken stop)
    {
        var recipe = Path.GetFullPath(parsed.GetRequiredValue(_recipe));
        var resume = parsed.GetValue(_resume);
        var path = Path.GetFullPath(parsed.GetValue(_output) is { Length: > 0 } file ? file : Path.Combine(Folders.Models, Path.GetFileNameWithoutExtension(recipe) + ".gguf"));
        FileKinds.RequireReplaceable(path);
        if (File.Exists(path) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(path)} exists; --force replaces it, --out gives the new one another name.");
        var checkpoint = Path.Combine(Path.ChangeExtension(path, null) + ".train", "checkpoint.gguf");
        if (File.Exists(checkpoint) && !resume && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(checkpoint)} is the checkpoint of a training that was begun: --resume goes on with it, --force begins anew.");
        var request = new TrainRequest(recipe, path, resume, parsed.GetValue(_steps), ThreadCount.Resolve(parsed.GetValue(_threads)), parsed.GetValue(_gpu));
        var report = new TrainSession(request, parsed.InvocationConfiguration.Error).Run(stop);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_json)) Json.Write(output, report);
        else Tell(output, report);
        return report.Path is null ? CommandLine.Cancelled : 0;
    }

    private static void Tell(TextWriter output, TrainReport r)
    {
        var losses = FormattableString.Invariant($"loss {r.Loss:0.000}, validation {r.Validation:0.000}, {r.Tokens:N0} tokens, {r.TokensPerSecond:N0} tok/s");
        output.WriteLine(r.Path is null
            ? $"stopped behind step {r.Step} ({losses}); --resume goes on from {Folders.Show(r.Folder)}."
            : $"{Folders.Show(r.Path)}: {ModelCard.Count(r.Parameters)} parameters, {r.Step} steps{(r.End == "early" ? " (stopped early)" : "")}, {losses}. Losses: {Folders.Show(Path.Combine(r.Folder, "loss.svg"))}");
    }
}
