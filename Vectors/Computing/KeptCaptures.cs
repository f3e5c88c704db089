using System.Globalization;
using System.Text;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Computing;

/// <summary>The captured states that `persim vectors compute` leaves beside the vectors: controls are made of them, without the model.</summary>
public static class KeptCaptures
{
    /// <summary>Another set's states, of the same model; or a line that says what makes them.</summary>
    public static CaptureFile Open(string folder, string set, DoseCard card)
    {
        var path = VectorComputer.WorkPath(folder, set);
        if (!File.Exists(path)) throw new InputException($"{path} does not exist, and controls are made from captured states: {Again(folder, card)}");
        var captures = CaptureFile.Open(path);
        if (captures.Header.Model == card.Computed.Model.Sha256) return captures;
        captures.Dispose();
        throw new InputException($"{path} was captured from another model than {card.Vector} was made of: {Again(folder, card)}");
    }

    /// <summary>The states that a trait's vector was made of: of the same model and the same items as its card has them.</summary>
    public static CaptureFile Open(string folder, DoseCard card)
    {
        var captures = Open(folder, card.Trait, card);
        if (captures.Header.SetSha256 == card.Computed.Items.Sha256) return captures;
        captures.Dispose();
        throw new InputException($"{captures.Path} was captured from other items than {card.Vector} was made of: {Again(folder, card)}");
    }

    // what was computed together stands in each other's cards, so the very same cards come out of the same traits, threads and layers only
    private static string Again(string folder, DoseCard card)
    {
        var (made, model, settings) = (card.Computed, card.Computed.Model.Name, card.Computed.Settings);
        var traits = TraitFacets.Letters.Where(l => card.Trait[0] == l || made.Checks.Any(c => c.Against == l.ToString())).ToList();
        var command = new StringBuilder("persim vectors compute --model ").Append(model);
        if (traits.Count < TraitFacets.Letters.Length) command.Append(" --traits ").AppendJoin(',', traits);
        if (made.Method != DirectionMethod.Mean) command.Append(" --method ").Append(Word(made.Method));
        if (settings.Position != CapturePosition.Span && made.Method != DirectionMethod.ActAdd) command.Append(" --position ").Append(Word(settings.Position));
        if (made.LayerRule == LayerChoice.Given) command.Append(CultureInfo.InvariantCulture, $" --layers {made.Steered[0]}-{made.Steered[^1]}");
        if (settings.Threads != ThreadCount.Allowed) command.Append(CultureInfo.InvariantCulture, $" --threads {settings.Threads}");
        if (settings.Flash != FlashAttention.Auto) command.Append(" --flash ").Append(Word(settings.Flash));
        if (Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) != model) command.Append(" --out ").Append(folder);
        return $"make them again with `{command}` (and with --sets and --chat-template, if those were given). The same vectors come out, and their cards keep what was measured.";

        static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
    }
}
