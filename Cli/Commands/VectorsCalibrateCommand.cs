using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Calibrating;
using PersonaSim.Native;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors calibrate`: what doses achieve, held against directions that say nothing of the trait; fills the dose cards.</summary>
internal static class VectorsCalibrateCommand
{
    private sealed record TraitReport(string Trait, string Card, CalibrationVerdict Verdict, string Reason, CalibrationSection? Calibration, ControlsSection? Controls, LeakageSection? Leakage, CapabilitySection? Capability);

    private sealed record Report(string Model, string Instrument, long Questions, long Known, double Seconds, IReadOnlyList<TraitReport> Traits);

    public static Command Create()
    {
        var command = new Command("calibrate", "Measure what doses achieve, with the controls beside them, and write it into the dose cards; what is stopped goes on where it was.");
        foreach (var option in CalibrateOptions.All) command.Add(option);
        HelpWithExamples.Declare(command,
            "persim vectors compute --model my.gguf", "persim vectors calibrate --model my.gguf",
            "persim vectors calibrate --model my.gguf --quick",
            "persim vectors calibrate --model my.gguf --traits E,N --instrument ipip-neo-120 --json",
            "persim vectors calibrate --model my-q8.gguf --vectors models/vectors/my-q4 --verify");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var path = ModelFiles.Find(parsed.GetRequiredValue(CalibrateOptions.Model));
        if (parsed.GetValue(CalibrateOptions.Verify)) return Verification.Run(parsed, path, null, [], cancellation);
        var settings = CalibrateOptions.Settings(parsed);
        var folder = Path.GetFullPath(parsed.GetValue(CalibrateOptions.Vectors) ?? VectorFiles.FolderOf(path));
        var traits = CalibrateOptions.TraitsIn(parsed, folder);
        if (Folders.WhyNotWritable(folder) is { } reason) throw new InputException($"nothing can be written to {Folders.Show(folder)}: {reason}.");
        var cards = traits.ToDictionary(t => t, t => VectorFiles.CardOf(folder, t));
        var sha256 = ModelGate.HashOf(path, ModelFiles.VerdictFolder);
        foreach (var (trait, card) in cards)
        {
            if (card.Computed.Model.Sha256 != sha256) throw new InputException($"{card.Vector} was computed from {card.Computed.Model.Name} (sha256 {card.Computed.Model.Sha256[..12]}), and {Path.GetFileName(path)} is another file (sha256 {sha256[..12]}): compute {trait} from it, calibrate the other, or see whether its cards hold here too (--verify).");
        }

        using var model = ModelFiles.Load(path, error, parsed.GetValue(CalibrateOptions.GpuLayers), cancellation);
        using var session = new CalibrationSession(parsed, model, sha256, folder, cards, settings, error, cancellation);
        var done = session.Run();
        foreach (var (trait, card) in done) CardFile.Write(CardFile.PathOf(VectorFiles.PathOf(folder, trait.ToString())), card);
        session.Finish();
        var report = new Report(path, parsed.GetRequiredValue(CalibrateOptions.Instrument), session.Questions, session.Known, session.Seconds, [.. done.Select(d => Of(folder, d.Key, d.Value))]);
        if (parsed.GetValue(CalibrateOptions.Json)) Json.Write(output, report);
        else CalibrationTables.Print(output, done, folder);
        return 0;
    }

    private static TraitReport Of(string folder, char trait, DoseCard card) =>
        new(trait.ToString(), CardFile.PathOf(VectorFiles.PathOf(folder, trait.ToString())), card.Calibration!.Verdict, card.Calibration.Reason, card.Calibration, card.Controls, card.Leakage, card.Capability);
}
