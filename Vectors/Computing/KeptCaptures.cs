using PersonaSim.Native;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Vectors.Computing;

/// <summary>The captured states that `persim vectors compute --keep-captures` leaves beside the vectors.</summary>
public static class KeptCaptures
{
    /// <summary>A set's states, or a line that says what makes them.</summary>
    public static CaptureFile Open(string folder, string set)
    {
        var path = VectorComputer.WorkPath(folder, set);
        return File.Exists(path) ? CaptureFile.Open(path) : throw new InputException($"{path} does not exist, and controls are made from captured states: compute the vectors again with `persim vectors compute --keep-captures`.");
    }

    /// <summary>The states that a trait's vector was made of: of the same model and the same items as its card has them.</summary>
    public static CaptureFile Open(string folder, DoseCard card)
    {
        var captures = Open(folder, card.Trait);
        try
        {
            RequireModel(captures, card);
            if (captures.Header.SetSha256 != card.Computed.Items.Sha256) throw new InputException($"{captures.Path} was captured from other items than {card.Vector} was made of; compute the vectors again with --keep-captures.");
            return captures;
        }
        catch
        {
            captures.Dispose();
            throw;
        }
    }

    public static void RequireModel(CaptureFile captures, DoseCard card)
    {
        if (captures.Header.Model != card.Computed.Model.Sha256) throw new InputException($"{captures.Path} was captured from another model than {card.Vector} was made of; compute the vectors again with --keep-captures.");
    }
}
