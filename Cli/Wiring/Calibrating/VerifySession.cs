using System.CommandLine;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>Whether the doses of a model's cards hold on another quantisation of it.</summary>
internal static class VerifySession
{
    /// <summary>The cards that can be tried on a file; those that say nothing of doses are left out.</summary>
    public static IReadOnlyDictionary<char, DoseCard> Require(IReadOnlyDictionary<char, DoseCard> cards, string folder, BaseModel file)
    {
        var calibrated = cards.Where(c => c.Value.IsCalibrated).ToDictionary();
        if (calibrated.Count == 0) throw new InputException($"{Folders.Show(folder)} has no card with doses in trait units: there is nothing to verify. Calibrate first (persim vectors calibrate --model NAME).");
        foreach (var (trait, card) in calibrated) RequireSameBase(trait, card, file);
        return calibrated;
    }

    /// <summary>Measures and writes.</summary>
    /// <param name="cards">Of <see cref="Require"/>.</param>
    public static (SortedDictionary<char, VerifiedFile> Verified, ItemOpenings Openings) Run(ParseResult parsed, LlamaModel model, BaseModel file, string folder, IReadOnlyDictionary<char, DoseCard> cards, TextWriter error, CancellationToken cancellation)
    {
        var prompts = new PromptLibrary(parsed.GetValue(CalibrateOptions.Prompts) ?? Folders.Prompts);
        var respondents = new Respondents(prompts);
        var form = TestForm.Load(prompts, cards.First().Value.Calibration!.Instrument);
        var minds = new CalibrationMinds(model, file.Sha256, [form], [respondents.Baseline()], parsed.GetValue(CalibrateOptions.Parallel), parsed.GetValue(CalibrateOptions.Threads), parsed.GetValue(CalibrateOptions.Flash));
        var verified = new SortedDictionary<char, VerifiedFile>();
        var known = new CardModel(file.Name, file.Sha256, file.Architecture, model.Description, file.Layers, file.Width) { Base = file.Base };
        using (var line = new ProgressLine(error, "verifying", cards.Count * 10L * form.Items.Count / Math.Max(1, form.Items.Select(i => i.Trait).Distinct().Count())))
        {
            using var memory = new SheetFile(null);
            foreach (var (trait, card) in cards)
            {
                var scope = Enum.Parse<DoseScope>(card.Calibration!.Scope, ignoreCase: true);
                var bench = new CalibrationBench(minds.Make, respondents, scope, memory, string.Join('\n', minds.Settings), parsed.GetValue(CalibrateOptions.LeastMass), n => line.Advance(n), cancellation);
                var direction = NamedDirection.Of(card.Trait, ControlVector.Read(VectorFiles.PathOf(folder, card.Trait)).Layers);
                verified[trait] = new CardVerifier(bench, form).Run(card, direction, known, file.Base, minds.Settings);
            }
        }

        var openings = OpeningsFile.Count(folder, file.Sha256, [form.Name]);
        foreach (var (trait, found) in verified)
        {
            var card = cards[trait];
            CardFile.Write(CardFile.PathOf(VectorFiles.PathOf(folder, card.Trait)), card with { Verified = [.. card.Verified.Where(v => v.Model.Sha256 != file.Sha256), found], Openings = card.Openings ?? openings });
        }

        return (verified, openings);
    }

    private static void RequireSameBase(char trait, DoseCard card, BaseModel file)
    {
        var made = card.Computed.Model;
        if (made.Sha256 == file.Sha256) throw new InputException($"{card.Vector} was calibrated on this very file: there is nothing to verify. Name another quantisation of {made.Name}.");
        if (made.Base is null) throw new InputException($"The card of {trait} is older than what tells one base model from another: compute and calibrate {trait} again, or on this file.");
        if (made.Base != file.Base || made.Architecture != file.Architecture || made.Blocks != file.Layers || made.Width != file.Width) throw new InputException($"{card.Vector} is of {made.Name}, and {file.Name} has other weights, not another quantisation of the same: compute and calibrate {trait} from it.");
    }
}
