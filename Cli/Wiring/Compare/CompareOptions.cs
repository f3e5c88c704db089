using System.CommandLine;
using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>The options that say what is compared; a preregistration takes the same ones.</summary>
internal static class CompareOptions
{
    private const int MostSeeds = 10_000;

    public static Argument<string> Config { get; } = new("config") { Description = "A study's YAML file, or the name of one in runs/configs.", HelpName = "CONFIG" };

    public static Option<string?> Arms { get; } = new("--arms") { Description = "Arms, separated by commas: none, neutral, prompt, steer, both, placebo, deranged; none2 (none again with another batch, as the noise floor) comes with none; steer/none gives half of a town each. [default: none,prompt,steer]", HelpName = "ARM,ARM,..." };

    public static Option<string?> Seeds { get; } = new("--seeds") { Description = "How many seeds, from the configuration's on; or a range such as 1..20, or a list such as 3,5,9. [default: 20]", HelpName = "N|A..B|A,B,..." };

    public static Option<string?> Prereg { get; } = new("--prereg") { Description = "A preregistration; by default the one beside the configuration, where there is one.", HelpName = "FILE" };

    public static Option<string?> Page { get; } = new("--page") { Description = "Write the page of charts, verdicts and queries to this file; by default report.html in the comparison's folder, with --no-runs nowhere.", HelpName = "FILE" };

    /// <summary>The seeds that a text means, ascending.</summary>
    public static IReadOnlyList<ulong> ParseSeeds(string text, ulong first)
    {
        ulong Number(string word) => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new InputException($"--seeds takes a number of seeds, a range such as 1..20 or a list such as 3,5,9, not '{text}'.");
        if (text.Split("..") is { Length: 2 } ends)
        {
            var (from, to) = (Number(ends[0]), Number(ends[1]));
            if (to < from || to - from >= MostSeeds) throw new InputException($"--seeds {text}: a range runs upwards over at most {MostSeeds} seeds.");
            return [.. Enumerable.Range(0, (int)(to - from) + 1).Select(i => from + (ulong)i)];
        }

        if (text.Contains(',', StringComparison.Ordinal))
        {
            var seeds = text.Split(',', StringSplitOptions.TrimEntries).Select(Number).ToList();
            return seeds.Distinct().Count() == seeds.Count ? [.. seeds.Order()] : throw new InputException($"--seeds {text} names a seed twice: each makes one pair.");
        }

        var count = Number(text);
        return count is > 0 and <= MostSeeds ? [.. Enumerable.Range(0, (int)count).Select(i => first + (ulong)i)] : throw new InputException($"--seeds takes 1 to {MostSeeds} seeds, not {text}.");
    }
}
