using System.Text;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Prompts;

/// <summary>A person's own blocks.</summary>
internal sealed partial class TownPrompts
{
    private const int NamedCompany = 5;
    private readonly StringBuilder _text = new(), _part = new(); // prompts are made on one thread, one after the other

    /// <summary>Who somebody is.</summary>
    public Block You(Citizen who, long tick)
    {
        ref var you = ref _yous[who.Index];
        if (you.Tick == tick) return you.Block;
        var (views, guidance) = (Views(who), _orchestrator.Guidance(who.Name, who.Role, tick));
        if (you.Views != views || you.Guidance != guidance) (you.Views, you.Guidance, you.Block) = (views, guidance, Made(who, views, guidance));
        you.Tick = tick;
        return you.Block;
    }

    private Block Made(Citizen who, string views, string guidance) => new("you", "system", _you.FillLine(
        ("name", who.Name), ("role", who.Role), ("job", who.Job.Name), ("workplace", _world.Map[who.Workplace].Name), ("home", _world.Map[who.Home].Name),
        ("goal", who.Goals[0]), ("other_goal", who.Goals[1]), ("views", views), ("guidance", guidance)));

    /// <summary>Where somebody is, how they are, what happened since they last decided.</summary>
    public Block Now(Citizen who, long tick) => new("now", "user", _now.FillLine(
        ("place", _world.Map[who.Place].Name), ("company", Company(who)), ("money", Coins.Of(_world.Purses[who.Index])), ("goods", Goods(who)), ("shape", Shape(who)),
        ("group", who.Group < 0 ? "" : $"You belong to the {_world.Groups[who.Group].Name}."),
        ("plan", who.Plan?.Current(TownClock.SlotOf(tick)) is { } now ? $"Your plan for now: {now.What}." : ""),
        ("task", _environment?.Situation(who.Name, _world.Map[who.Place].Name) ?? ""),
        ("news", who.News.Count == 0 ? "" : "Just now: " + string.Join(' ', who.News))));

    /// <summary>What comes back for a situation; null: nothing does.</summary>
    public Block? Memories(Citizen who, long tick, string situation)
    {
        var recalled = who.Memory.Recall(situation, tick, _world.Config.Recalled, vector: who.Query);
        if (recalled.Count == 0) return null;
        var text = _text.Clear();
        foreach (var memory in recalled)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append("- ").Append(Retelling.Of(memory.Record, who.Name));
        }

        return new Block("memories", "user", _memories.FillLine(("memories", text.ToString())), Optional: true);
    }

    /// <summary>What a memory is looked up by: where one is, who is there, what one wants.</summary>
    public string Situation(Citizen who, IReadOnlyList<int> company)
    {
        var text = _text.Clear().Append(_world.Map[who.Place].Name).Append(' ').Append(who.Goals[0]).Append(' ').Append(who.Goals[1]);
        foreach (var other in company) text.Append(' ').Append(_world.NameOf(other));
        return text.ToString();
    }

    private string Company(Citizen who)
    {
        var here = _world.Here(who.Place);
        if (here.Count == 1) return "Nobody else is here.";
        var text = _part.Clear().Append("Here with you: ");
        var named = 0;
        var start = who.Index % here.Count; // in a crowd not everybody sees the same few
        for (var i = 0; i < here.Count && named < NamedCompany; i++)
        {
            var other = here[(start + i) % here.Count];
            if (other == who.Index) continue;
            if (named++ > 0) text.Append(", ");
            text.Append(_world.NameOf(other));
        }

        if (here.Count - 1 > named) text.Append(" and ").Append(here.Count - 1 - named).Append(" more");
        return text.Append('.').ToString();
    }

    private string Views(Citizen who)
    {
        if (who.Advocates.Count == 0) return "";
        var text = new StringBuilder();
        foreach (var topic in who.Advocates)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append("You are firmly convinced ").Append(_world.Opinions.StanceOf(who.Index, topic) > 3 ? "that " : "that it is wrong that ").Append(_world.Config.Topics[topic].Claim).Append('.');
        }

        return text.ToString();
    }

    private string Goods(Citizen who)
    {
        var text = _part.Clear();
        for (var good = 0; good < who.Goods.Length; good++)
        {
            if (who.Goods[good] == 0) continue;
            if (text.Length > 0) text.Append(", ");
            text.Append(who.Goods[good]).Append(' ').Append(TownTables.Goods[good].Name);
        }

        return text.Length == 0 ? "no goods" : text.ToString();
    }

    private static string Shape(Citizen who)
    {
        var energy = who.Energy switch { >= 70 => "rested", >= 40 => "a little tired", >= 15 => "tired", _ => "exhausted" };
        return who.HungryDays > 0 ? energy + " and hungry" : energy;
    }
}
