using PersonaSim.Native.Decoding;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Computing;

/// <summary>What vectors are wanted, and from what.</summary>
/// <param name="ModelSha256">Of the model's file.</param>
/// <param name="Traits">Files and what was read from them.</param>
/// <param name="Agree">The control of yes against no.</param>
/// <param name="Valence">The control of good against bad.</param>
public sealed record ComputeRequest(string ModelSha256, IReadOnlyList<NamedSet> Traits, NamedSet Agree, NamedSet Valence, ContrastFrames Frames, string Folder)
{
    public DirectionMethod Method { get; init; } = DirectionMethod.Mean;

    public CapturePosition Position { get; init; } = CapturePosition.Span;

    /// <summary>Null: chosen on a nested split, see <see cref="LayerChoice"/>.</summary>
    public LayerChoice? Layers { get; init; }

    /// <summary>A built-in chat template's name; null: the model's own.</summary>
    public string? Template { get; init; }

    public int? Threads { get; init; }

    public FlashAttention Flash { get; init; } = FlashAttention.Auto;

    /// <summary>Leave the work files: whoever calibrates makes permuted and cross-fitted directions from them without capturing again.</summary>
    public bool KeepCaptures { get; init; }

    /// <summary>Smaller pages, so that a test can stop between them.</summary>
    internal int? PageTokens { get; init; }

    /// <summary>The sets of a folder, checked; <paramref name="traits"/> are file names without their ending.</summary>
    public static (IReadOnlyList<NamedSet> Traits, NamedSet Agree, NamedSet Valence) ReadSets(string folder, IEnumerable<string> traits) =>
        ([.. traits.Select(t => NamedSet.Read(folder, t))], NamedSet.Read(folder, "agree"), NamedSet.Read(folder, "valence"));
}

/// <summary>A contrast set and the file that a message about it names.</summary>
public sealed record NamedSet(string File, ContrastSet Set)
{
    public static NamedSet Read(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".jsonl");
        return new NamedSet(file, ContrastSet.Read(file));
    }
}
