using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>What a command line wants compared: arms, seeds, the configuration of each run, and what is declared about them.</summary>
internal sealed class ComparePlan
{
    private readonly ParseResult _parsed;

    private ComparePlan(ParseResult parsed, BoundConfig bound, string path, IReadOnlyList<ComparedArm> arms, IReadOnlyList<ulong> seeds)
    {
        (_parsed, Bound, Path, Arms, Seeds) = (parsed, bound, path, arms, seeds);
        Base = Bare(bound, forHash: true);
        Declaration = Declare();
    }

    /// <summary>As the file and the command line have it.</summary>
    public BoundConfig Bound { get; }

    public string Path { get; }

    public IReadOnlyList<ComparedArm> Arms { get; }

    public IReadOnlyList<ulong> Seeds { get; }

    /// <summary>What all runs share: without arm, seed and what no answer depends on.</summary>
    public BoundConfig Base { get; }

    public Declaration Declaration { get; }

    public RunConfig Config => Bound.As<RunConfig>();

    /// <summary>Where a preregistration of a configuration lies.</summary>
    public static string PreregFile(string configPath) => System.IO.Path.ChangeExtension(configPath, null) + ".prereg.json";

    public static ComparePlan Of(ParseResult parsed, Declaration? prereg = null)
    {
        var (bound, path) = RunConfigs.Load(parsed, parsed.GetRequiredValue(CompareOptions.Config));
        var config = bound.As<RunConfig>();
        if (config.Persona.OtherArm is not null) throw new InputException($"{Folders.Show(path)} sets persona.other_arm; a comparison names towns of two arms itself, e.g. --arms none,steer/none: leave the key out.");
        if (config.Persona.Table is { } table && PeopleTable.ArmsIn(table, config.Population).Count > 0) throw new InputException($"{table} gives people arms of their own, which no arm of a comparison could then change: take the column out, or compare --arms none,steer/none.");
        var arms = (parsed.GetValue(CompareOptions.Arms) is { } words ? ComparedArm.List(words) : prereg is not null ? [.. prereg.Arms.Select(ComparedArm.Parse)] : ComparedArm.List("none,prompt,steer")).ToList();
        if (arms.Count < 2) throw new InputException($"--arms {string.Join(',', arms.Select(a => a.Name))}: a comparison has at least two arms.");
        // the noise floor stands in every report that has something to compare it with
        if (arms.Any(a => a.Name == "none") && arms.All(a => !a.Again)) arms.Add(ComparedArm.Parse(ComparedArm.NoiseFloor));
        if (arms.Any(a => a.Again) && arms.All(a => a.Name != "none")) throw new InputException("none2 is none once more: add none to --arms.");
        var seeds = parsed.GetValue(CompareOptions.Seeds) is { } text ? CompareOptions.ParseSeeds(text, config.Seed) : prereg?.Seeds ?? CompareOptions.ParseSeeds("20", config.Seed);
        return new ComparePlan(parsed, bound, path, arms, seeds);
    }

    /// <summary>The configuration of one run.</summary>
    public BoundConfig Of(ComparedArm arm, ulong seed, string root)
    {
        var sets = new List<string> { $"persona.arm={ComparedArm.Word(arm.Arm)}", $"seed={seed}", $"output.root={ConfigText.Quote(root)}" };
        if (arm.Other is { } other) sets.AddRange([$"persona.other_arm={ComparedArm.Word(other)}", "persona.other_share=0.5"]);
        // a governor that takes doses away would undo the very effect that is measured: here it only writes down what it would have done
        var safety = $"{Config.Study}.safety.mode";
        if (Bound.Schema.Keys.Any(k => k.Path == safety)) sets.Add($"{safety}=log_only");
        if (arm.Again && Config.Minds.TryGetValue(MindMap.Default, out var mind)) sets.Add($"minds.{MindMap.Default}.parallel={(mind.Parallel > 1 ? mind.Parallel / 2 : 2)}");
        return Bare(RunConfigs.Load(_parsed, _parsed.GetRequiredValue(CompareOptions.Config), sets).Bound, forHash: false);
    }

    private Declaration Declare()
    {
        var compare = Config.Compare ?? new CompareConfig();
        var primary = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (compare.Primary.Count > 0)
        {
            foreach (var (outcome, declared) in compare.Primary) primary[OutcomeKey.Check(outcome)] = declared.Bound;
        }
        else
        {
            foreach (var (outcome, bound) in Studies.Find(Config.Study).Primary(Bound.Sections[Config.Study])) primary[outcome] = bound;
        }

        IReadOnlyList<string> arms = [.. Arms.Select(a => a.Name)];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigText.Canonical(Base))));
        return new Declaration(RunConfigs.NameOf(Path), hash, Config.Study, Config.Ticks, Config.Population, arms, Seeds, primary, [.. Contrast.Of(compare.Contrasts, arms).Select(c => c.ToString())], compare.Test, compare.Alpha);
    }

    private static BoundConfig Bare(BoundConfig bound, bool forHash)
    {
        var config = bound.As<RunConfig>() with { Compare = null };
        return bound.Schema.Wrap(forHash ? Answering(config with { Seed = 0, Persona = config.Persona with { Arm = Arm.None, OtherArm = null, OtherShare = new PersonaConfig().OtherShare } }) : config, bound.Sections);
    }

    /// <summary>A configuration without what no answer depends on.</summary>
    public static RunConfig Answering(RunConfig config) => config with
    {
        Output = new OutputConfig(),
        Record = new RecordConfig(),
        Store = null,
        Minds = config.Minds.ToDictionary(m => m.Key, m => m.Value with { Caps = new CapsConfig(), Prices = null, Endpoint = null }),
    };
}
