using System.Globalization;
using System.Text;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.Orchestration;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Prompts;

/// <summary>The blocks of every prompt: the town's, which all share, and a person's own.</summary>
internal sealed partial class TownPrompts
{
    private readonly PromptLibrary _texts;
    private readonly TownWorld _world;
    private readonly ITownEnvironment? _environment;
    private readonly IOrchestrator _orchestrator;
    private readonly Block _rules;
    private readonly PromptText _you, _now, _memories;
    private readonly (long Tick, string Views, string Guidance, Block Block)[] _yous; // the same in all phases of a tick, and until something of it changes

    public TownPrompts(PromptLibrary texts, TownWorld world, ITownEnvironment? environment, IOrchestrator orchestrator)
    {
        (_texts, _world, _environment, _orchestrator) = (texts, world, environment, orchestrator);
        _rules = new Block("rules", "system", texts["town/rules"].FillLine(("people", world.Citizens.Count.ToString(CultureInfo.InvariantCulture)), ("places", Places())));
        _yous = new (long, string, string, Block)[world.Citizens.Count];
        Array.Fill(_yous, (-1, "\n", "\n", _rules)); // no views and no guidance read like that
        (_you, _now, _memories) = (texts["town/you"], texts["town/now"], texts["town/memories"]);
    }

    /// <summary>How many blocks all share.</summary>
    public int SharedCount => _environment is { Rules.Length: > 0 } ? 3 : 2;

    /// <summary>The blocks that everybody asked now has in common; made once for a phase.</summary>
    public IReadOnlyList<Block> Shared(long tick)
    {
        var today = new Block("today", "system", _texts["town/today"].FillLine(
            ("day", (TownClock.DayOf(tick) + 1).ToString(CultureInfo.InvariantCulture)),
            ("time", TownClock.NameOf(TownClock.SlotOf(tick))),
            ("event", DayEvents.WordsOf(_world.Today)),
            ("prices", Prices()),
            ("rules", Rules(_world.Rules.InForce)),
            ("proposals", _world.Rules.Open.Count == 0 ? "" : $"Open for votes at the town hall: {Rules(_world.Rules.Open)}."),
            ("goals", _orchestrator.TownGoals(tick))));
        return _environment is { Rules.Length: > 0 } task ? [_rules, new Block("task", "system", task.Rules + "\n"), today] : [_rules, today];
    }

    /// <summary>An ask of shared blocks and one's own.</summary>
    public static Ask Ask(AskKey key, IReadOnlyList<Block> shared, IReadOnlyList<Block> own, Minds.Shapes.Shape shape)
    {
        var blocks = new Block[shared.Count + own.Count];
        for (var i = 0; i < shared.Count; i++) blocks[i] = shared[i];
        for (var i = 0; i < own.Count; i++) blocks[shared.Count + i] = own[i];
        return new Ask(key, blocks, shape) { SharedBlocks = shared.Count };
    }

    /// <summary>The question itself.</summary>
    public Block Question(string name, params ReadOnlySpan<(string Place, string Value)> values) => new("question", "user", _texts["town/" + name].Fill(values));

    private string Places()
    {
        var text = new StringBuilder();
        foreach (var place in _world.Map.Places)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append("- ").Append(place.Name).Append(": ").Append(place.Description).Append(". Next to ").AppendJoin(", ", place.Neighbours);
            if (place.Opens > 0 || place.Closes < TownClock.Slots) text.Append(". Open from ").Append(TownClock.NameOf(place.Opens)).Append(" to ").Append(TownClock.NameOf(place.Closes - 1));
            text.Append('.');
        }

        return text.ToString();
    }

    private string Prices()
    {
        var text = new StringBuilder();
        for (var good = 0; good < TownTables.Goods.Count; good++)
        {
            if (good > 0) text.Append(", ");
            text.Append(TownTables.Goods[good].Name).Append(' ').Append(Coins.Of(_world.Market.PriceOf(good)));
            if (_world.Market.StockOf(good) == 0) text.Append(" (none left)");
        }

        return text.ToString();
    }

    private static string Rules(IReadOnlyList<TownRule> rules)
    {
        if (rules.Count == 0) return "none";
        var text = new StringBuilder();
        foreach (var rule in rules)
        {
            if (text.Length > 0) text.Append("; ");
            text.Append(RuleKinds.WordOf(rule.Kind)).Append(" (").Append(rule.Text.TrimEnd('.')).Append(')');
        }

        return text.ToString();
    }
}
