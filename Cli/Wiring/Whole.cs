using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PersonaSim.Cli.Wiring;

/// <summary>Options that take whole numbers, with errors that name the option and its range.</summary>
internal static class Whole
{
    public static Option<int> Option(string name, string description, int normal, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => normal,
        CustomParser = result => Parse(result, name, result.Tokens[0].Value, least, most),
    };

    public static Option<int?> Optional(string name, string description, int least = 1, int most = int.MaxValue, string? alias = null) =>
        new(name, alias is null ? [] : [alias])
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, result.Tokens[0].Value, least, most),
        };

    public static Option<ulong> Seed(string description, ulong normal) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => normal,
        CustomParser = result =>
        {
            if (ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
            result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}, not '{result.Tokens[0].Value}'");
            return 0;
        },
    };

    /// <summary>A seed that stands for nothing when it is not given.</summary>
    public static Option<ulong?> OptionalSeed(string description) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
            result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    /// <summary>A list such as 1,8,32; an empty one is a mistake.</summary>
    public static Option<NumberList> List(string name, string description, int least, int most, params int[] normal) =>
        List(name, description, alias: null, least, most, normal);

    public static Option<NumberList> List(string name, string description, string? alias, int least, int most, params int[] normal) => new(name, alias is null ? [] : [alias])
    {
        Description = description + "; separated by commas.",
        HelpName = "N,N,...",
        DefaultValueFactory = _ => new NumberList(normal),
        CustomParser = result => new NumberList([.. result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries).Select(word => Parse(result, name, word, least, most))]),
    };

    private static int Parse(ArgumentResult result, string name, string word, int least, int most)
    {
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        var range = most < int.MaxValue ? $"from {least} to {most}" : least == 1 ? "above 0" : $"of at least {least}";
        // far out of the range of an int is still a number: say what is wrong with it
        var tooLarge = word.Length > 0 && word.All(char.IsAsciiDigit) && most == int.MaxValue ? $" (at most {int.MaxValue})" : "";
        result.AddError($"{name} takes a whole number {range}{tooLarge}, not '{word}'");
        return least;
    }
}
