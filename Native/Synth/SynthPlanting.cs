using System.Globalization;

namespace PersonaSim.Native.Synth;

/// <summary>Directions planted in a random model, whose own blocks are turned down so that what was planted is what there is to find.</summary>
/// <param name="Quiet">Factor on what the blocks write by themselves.</param>
public sealed record SynthPlanting(IReadOnlyList<SynthPlant> Plants, float Quiet = 0.02f)
{
    /// <summary>What answers a questionnaire by what is planted; null: nothing does.</summary>
    public SynthReader? Reader { get; init; }

    internal static IReadOnlyList<string> Architectures { get; } = ["llama", "qwen2", "qwen3"]; // gate, up and down as tensors of their own

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Quiet}: {string.Join("; ", Plants)}{(Reader is null ? "" : " " + Reader)}");
}
