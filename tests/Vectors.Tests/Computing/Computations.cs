using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Testing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Computing;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>Requests as the tests make them.</summary>
internal static class Computations
{
    public static ContrastFrames Frames { get; } = ContrastFrames.Read(System.IO.Path.Combine(Repository.Root, "prompts", "contrast"));

    public static ComputeRequest Request(string folder, params NamedSet[] traits) =>
        new("model", traits, MarkerSets.Control("agree", "yes", "no"), MarkerSets.Control("valence", "good", "sad"), Frames, folder) { Threads = 1, Flash = FlashAttention.Off };

    public static ComputedVectors Run(string model, ComputeRequest request, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        using var loaded = LlamaModel.Load(model, cancellation: cancellation);
        return new VectorComputer(loaded, request).Run(progress, cancellation);
    }
}
