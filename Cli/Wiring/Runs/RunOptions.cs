using System.CommandLine;
using System.Globalization;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>The options that start, change and show a run; the published command lines' names work too.</summary>
internal static class RunOptions
{
    public static Option<bool> Mock { get; } = new("--mock", "--mock-model") { Description = "The study's own rules answer for every mind: no model, no native code." };

    public static Option<string[]> Set { get; } = new("--set") { Description = "A setting over the file's, as KEY=VALUE; may be repeated.", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };

    public static Option<string?> Model { get; } = new("--model", "-m") { Description = "The model file or name of the mind `agents`.", HelpName = "FILE|NAME" };

    public static Option<string?> Remote { get; } = new("--remote") { Description = "The address of an endpoint that answers for the mind `agents`.", HelpName = "URL" };

    public static Option<string?> Arm { get; } = new("--arm") { Description = "none, neutral, prompt, steer, both, placebo or deranged.", HelpName = "ARM" };

    public static Option<ulong?> Seed { get; } = Whole.OptionalSeed("The seed of everything random.");

    public static Option<string?> Ticks { get; } = new("--ticks", "--steps") { Description = "How long the run lasts.", HelpName = "N" };

    public static Option<int?> Population { get; } = Whole.Optional("--population", "How many agents there are.", least: 2, most: 20_000);

    public static Option<string?> Store { get; } = new("--store") { Description = "A PostgreSQL database for the run instead of a file; the password may come from PGPASSWORD.", HelpName = "postgres://USER@HOST/DB" };

    public static Option<int?> Threads { get; } = Shared.Threads();

    public static Option<bool> Live { get; } = new("--live") { Description = "Show what happens as it happens." };

    public static Option<bool> FullMessages { get; } = new("--full-messages") { Description = "With --live: show every line whole." };

    public static Option<bool> NoColor { get; } = new("--no-color") { Description = "With --live: no colours." };

    public static Option<bool> Viewer { get; } = new("--viewer") { Description = "A view in the browser: still to come.", Hidden = true };

    public static Option<bool> Json { get; } = Shared.Json();

    public static Option<string?> Prompts { get; } = new("--prompts") { Description = "A folder of texts instead of the product's own.", HelpName = "FOLDER" };

    /// <summary>What the options say, as settings below those of --set.</summary>
    public static IReadOnlyList<ConfigPreset> Presets(ParseResult parsed, string? study)
    {
        var presets = new List<ConfigPreset>();
        void Add(string option, string path, object? value)
        {
            if (value is not null) presets.Add(new ConfigPreset(option, path, string.Create(CultureInfo.InvariantCulture, $"{value}")));
        }

        if (parsed.GetValue(Store) is { } store) Add("--store", "store", ConfigText.Quote(store));
        Add("--seed", "seed", parsed.GetValue(Seed));
        Add("--ticks", "ticks", parsed.GetValue(Ticks));
        Add("--population", "population", parsed.GetValue(Population));
        Add("--arm", "persona.arm", parsed.GetValue(Arm));
        if (parsed.GetValue(Model) is { } model)
        {
            Add("--model", "minds.agents.kind", "llama");
            Add("--model", "minds.agents.model", ConfigText.Quote(model));
        }

        if (parsed.GetValue(Remote) is { } address)
        {
            Add("--remote", "minds.agents.kind", "remote");
            Add("--remote", "minds.agents.endpoint", ConfigText.Quote(address));
        }

        Add("--threads", "minds.agents.threads", parsed.GetValue(Threads));
        if (study is not null)
        {
            foreach (var (option, path) in StudyOptions.Of(study)) Add(option.Name, $"{study}.{path}", StudyOptions.Value(parsed, option));
        }

        return presets;
    }
}
