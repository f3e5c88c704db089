using System.CommandLine;
using System.Globalization;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Minds;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>What `persim vectors calibrate` takes.</summary>
internal static class CalibrateOptions
{
    private const int QuickPeople = 60;
    private const double MostRaw = 8;

    public static Option<string> Model { get; } = Shared.Model();

    public static Option<string?> Traits { get; } = new("--traits") { Description = "Which traits; separated by commas. [default: all that have a vector]", HelpName = "E,A,C,N,O" };

    public static Option<string?> Vectors { get; } = new("--vectors") { Description = "The folder of vectors, cards and captured states. [default: models/vectors/MODEL]", HelpName = "DIR" };

    public static Option<string> Instrument { get; } = new("--instrument", "-i") { Description = "ipip-50 or ipip-neo-120 (whose facets allow cross-fitting).", HelpName = "NAME", DefaultValueFactory = _ => "ipip-50" };

    public static Option<string?> Doses { get; } = new("--doses") { Description = "Raw doses of the curve, at least seven. [default: -3,-2,-1,0,1,2,3; then 4, 6 and 8 where it still rises; more where the curve turns]", HelpName = "-3,-2,..." };

    public static Option<int?> Permuted { get; } = Whole.Optional("--permuted", "Permuted-label directions; with fewer than 99 no verdict is given. [default: 200, with --quick 99]", least: 0);

    public static Option<ulong> Seed { get; } = Whole.Seed("Which permuted and isotropic directions are drawn.", 1);

    public static Option<DoseScope> Scope { get; } = new("--scope") { Description = "What doses act on: all, suffix (all but what everybody shares) or generated; a run must have the same.", DefaultValueFactory = _ => DoseScope.Suffix };

    public static Option<double> LeastMass { get; } = new("--least-mass") { Description = "An item with less probability on all its numbers together counts as unanswered.", HelpName = "0..1", DefaultValueFactory = _ => Engine.Measures.Psychometrics.Administration.UsualLeastMass };

    public static Option<bool> Quick { get; } = new("--quick") { Description = "A first look: 99 permuted directions, few others, 60 of the 200 reference people, no joint doses." };

    public static Option<bool> Keep { get; } = new("--keep-answers") { Description = "Leave the answers beside the vectors, e.g. for a longer calibration after a quick one." };

    public static Option<bool> Verify { get; } = new("--verify") { Description = "Calibrate nothing: measure a few of the cards' doses on this other quantisation of the same model, and write into the cards whether they hold." };

    public static Option<int> Parallel { get; } = Whole.Option("--parallel", "Questions decoded together.", 32, most: 200);

    public static Option<FlashAttention> Flash { get; } = Shared.Flash();

    public static Option<int?> Threads { get; } = Shared.Threads();

    public static Option<int?> GpuLayers { get; } = Shared.GpuLayers();

    public static Option<string?> Prompts { get; } = new("--prompts") { Description = "A folder of texts instead of the product's own.", HelpName = "FOLDER" };

    public static Option<bool> Json { get; } = Shared.Json();

    public static IReadOnlyList<Option> All { get; } = [Model, Traits, Vectors, Instrument, Doses, Permuted, Seed, Scope, LeastMass, Quick, Keep, Verify, Parallel, Flash, Threads, GpuLayers, Prompts, Json];

    /// <summary>How many of the reference people are asked.</summary>
    public static int People(ParseResult parsed) => parsed.GetValue(Quick) ? QuickPeople : Engine.Measures.Psychometrics.People.ReferencePeople.Count;

    public static CalibrationSettings Settings(ParseResult parsed)
    {
        if (parsed.GetValue(LeastMass) is not (>= 0 and <= 1)) throw new InputException($"--least-mass is a probability from 0 to 1, not {parsed.GetValue(LeastMass)}.");
        var quick = parsed.GetValue(Quick);
        var settings = new CalibrationSettings { Seed = parsed.GetValue(Seed), Doses = parsed.GetValue(Doses) is { } given ? ParseDoses(given) : CalibrationSettings.DefaultDoses, Further = parsed.GetValue(Doses) is null ? CalibrationSettings.DefaultFurther : [], MostRaw = MostRaw };
        return settings with { Permuted = parsed.GetValue(Permuted) ?? (quick ? SteeringVerdict.Fewest : settings.Permuted), Isotropic = quick ? 10 : settings.Isotropic, KlMatched = quick ? 0 : settings.KlMatched };
    }

    /// <summary>The traits that are wanted, in the letters' order; each has a vector in the folder.</summary>
    public static string TraitsIn(ParseResult parsed, string folder)
    {
        string[] known = [.. TraitFacets.Letters.Select(l => l.ToString())];
        var there = known.Where(t => File.Exists(VectorFiles.PathOf(folder, t))).ToList();
        if (there.Count == 0) throw new InputException($"{Folders.Show(folder)} has no vector of a trait: compute them first (persim vectors compute --model NAME).");
        if (parsed.GetValue(Traits) is not { } words) return string.Concat(there);
        var wanted = words.Split(',', StringSplitOptions.TrimEntries);
        foreach (var trait in wanted)
        {
            if (!known.Contains(trait)) throw Nearest.Unknown("trait in --traits", trait, known);
            if (!there.Contains(trait)) throw new InputException($"There is no vector of {trait} in {Folders.Show(folder)}, which has {string.Join(", ", there)}: compute it first (persim vectors compute --model NAME --traits {trait}).");
        }

        return string.Concat(known.Where(wanted.Contains));
    }

    private static List<double> ParseDoses(string given)
    {
        var doses = new List<double>();
        foreach (var word in given.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var dose) || !(Math.Abs(dose) <= MostRaw)) throw new InputException($"--doses takes numbers from -{MostRaw} to {MostRaw} such as -3,-2,-1,0,1,2,3, and '{word}' is none.");
            if (doses.Contains(dose)) throw new InputException($"--doses names {word} twice.");
            doses.Add(dose);
        }

        return doses.Count >= 7 && doses.Any(d => d < 0) && doses.Any(d => d > 0) ? doses : throw new InputException($"--doses names {doses.Count} doses; at least seven are needed, on both sides of 0.");
    }
}
