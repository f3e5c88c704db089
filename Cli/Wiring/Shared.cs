using System.CommandLine;
using PersonaSim.Native.Decoding;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Cli.Wiring;

/// <summary>Options that several commands take under the same name.</summary>
internal static class Shared
{
    public const string JsonName = "--json";

    public static Option<bool> Json() => new(JsonName) { Description = "Print one JSON document instead of text; on failure {\"error\": ...}." };

    public static Option<string> Model(bool required = true) => new("--model", "-m")
    {
        Description = "A GGUF file, or the name of one in the models folder.",
        Required = required,
        HelpName = "FILE|NAME",
    };

    public static Option<int?> Threads() => Whole.Optional("--threads", "Threads; all allowed cores by default, never more.", alias: "-t");

    public static Option<int?> GpuLayers() =>
        Whole.Optional("--gpu-layers", "Layers to place on the GPU: -1 all, 0 none; by default all where there is one.", least: -1, alias: "-g");

    public static Option<int> Repeats(int normal) => Whole.Option("--repeats", "Counted repeats.", normal, most: 10_000);

    public static Option<int> Sequences(int normal) => Whole.Option("--sequences", "Sequences decoded together.", normal, most: ContextOptions.MaxSequences);

    public static Option<NumberList> SequenceCounts(params int[] normal) =>
        Whole.List("--sequences", "Sequences decoded together", 1, ContextOptions.MaxSequences, normal);

    /// <summary>Which blocks directions are steered behind.</summary>
    public static Option<string> Layers() => new("--layers") { Description = "Blocks to steer behind: auto (chosen on train items set aside), or a range.", HelpName = "auto|a-b", DefaultValueFactory = _ => LayerChoice.Automatic };

    public static Option<bool> DiscardCaptures() => new("--discard-captures") { Description = "Leave no captured states beside the vectors; calibrating and placebos need them, and they can be captured again." };

    public static Option<FlashAttention> Flash() => new("--flash")
    {
        Description = "Flash attention. [default: auto]",
        HelpName = "auto|on|off",
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (Enum.TryParse<FlashAttention>(word, ignoreCase: true, out var flash) && word.All(char.IsAsciiLetter)) return flash;
            result.AddError($"--flash takes auto, on or off, not '{word}'");
            return default;
        },
    };
}
