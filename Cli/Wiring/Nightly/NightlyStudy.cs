using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Nightly;

/// <summary>A shipped configuration with the mind that lives it and the size at which a night has time for it.</summary>
/// <param name="Model">Null: the study's own rules.</param>
/// <param name="Settings">What of the configuration is changed, as --set takes it.</param>
internal sealed record NightlyStudy(string Config, string? Model, bool Quick, IReadOnlyList<string> Settings)
{
    private const long LongestUnknown = 200, LongestQuick = 16; // ticks of a configuration that stands in no table

    // a whole night is minutes for the rules; a model lives only through what it can do in minutes, too
    private static readonly (string Config, string[] Rules, string[] RulesQuick, string[]? Model, string[]? ModelQuick)[] _sizes =
    [
        ("town.small", [], ["ticks=24"], ["population=16", "ticks=24"], ["population=8", "ticks=8"]),
        ("town.medium", ["ticks=200"], ["ticks=16"], null, null),
        ("town.large", ["ticks=100"], ["ticks=8"], null, null),
        ("reputation", [], ["ticks=4"], ["population=10", "ticks=5"], ["population=8", "ticks=2"]),
    ];

    /// <summary>As its run and its baseline are called.</summary>
    public string Name => $"{Config}-{(Model is null ? "rule" : Path.GetFileNameWithoutExtension(Model))}{(Quick ? "-quick" : "")}";

    /// <summary>Every configuration that ships, with the rules and, where there is a model, with it; or those of them that are named.</summary>
    public static IReadOnlyList<NightlyStudy> All(string? model, bool quick, IReadOnlyList<string> only)
    {
        var configs = Directory.Exists(Folders.Configs) ? Directory.EnumerateFiles(Folders.Configs, "*.yaml").Select(RunConfigs.NameOf).Order(StringComparer.Ordinal).ToList() : [];
        if (configs.Count == 0) throw new InputException($"{Folders.Show(Folders.Configs)} has no configurations: a night runs the studies that ship.");
        var all = configs.Select(c => Of(c, null, quick)).Concat(model is null ? [] : configs.Select(c => Of(c, model, quick))).OfType<NightlyStudy>().ToList();
        foreach (var name in only)
        {
            if (!all.Any(s => s.Is(name))) throw Nearest.Unknown("study in --only", name, [.. all.Select(s => s.Config).Concat(all.Select(s => s.Name)).Distinct()]);
        }

        return only.Count == 0 ? all : [.. all.Where(s => only.Any(s.Is))];
    }

    /// <summary>The configuration as this night runs it.</summary>
    public BoundConfig Bind(string root)
    {
        List<string> sets = [.. Settings, $"output.root={ConfigText.Quote(root)}"];
        if (Model is not null) sets.AddRange(["minds.agents.kind=llama", $"minds.agents.model={ConfigText.Quote(Model)}"]);
        return Studies.Catalog.Bind(ConfigFile.Load(RunConfigs.Find(Config), sets));
    }

    private bool Is(string name) => name == Config || name == Name;

    // null: not with that mind
    private static NightlyStudy? Of(string config, string? model, bool quick)
    {
        if (_sizes.FirstOrDefault(s => s.Config == config) is { Config: not null } size)
        {
            var settings = model is null ? quick ? size.RulesQuick : size.Rules : quick ? size.ModelQuick : size.Model;
            return settings is null ? null : new NightlyStudy(config, model, quick, settings);
        }

        var ticks = Studies.Catalog.Bind(ConfigFile.Load(RunConfigs.Find(config))).As<RunConfig>().Ticks;
        var most = quick ? LongestQuick : LongestUnknown;
        return new NightlyStudy(config, model, quick, ticks > most ? [$"ticks={most}"] : []);
    }
}
