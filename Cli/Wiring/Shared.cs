using System.CommandLine;

namespace PersonaSim.Cli.Wiring;

/// <summary>Options that several commands take under the same name.</summary>
internal static class Shared
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of text." };

    public static Option<string> Model(bool required = true) => new("--model", "-m")
    {
        Description = "A GGUF file, or the name of one in the models folder.",
        Required = required,
    };

    public static Option<int?> Threads() => new("--threads", "-t") { Description = "Threads; all allowed cores by default, never more." };

    public static Option<int?> GpuLayers() => new("--gpu-layers", "-g") { Description = "Layers to place on the GPU: -1 all, 0 none; by default all where there is one." };

    public static Option<int> Repeats(int normal) => new("--repeats") { Description = "Counted repeats.", DefaultValueFactory = _ => normal };

    /// <summary>A list such as 1,8,32.</summary>
    public static Option<int[]> Numbers(string name, string description, params int[] normal) => new(name)
    {
        Description = description + $" (comma-separated; default {string.Join(',', normal)})",
        DefaultValueFactory = _ => normal,
        CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (var word in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            {
                if (int.TryParse(word, out var number) && number >= 0) numbers.Add(number);
                else result.AddError($"{name} takes whole numbers separated by commas, not '{word}'.");
            }

            return [.. numbers];
        },
        AllowMultipleArgumentsPerToken = false,
        HelpName = "N,N,...",
    };
}
