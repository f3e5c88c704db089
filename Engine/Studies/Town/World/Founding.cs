using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Society.Opinions;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;
using MemoryStream = PersonaSim.Engine.Agents.Memory.MemoryStream;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Builds the town: who lives where, does what, owns what, thinks what. All of it from the seed, nothing from a personality.</summary>
public static class Founding
{
    public static TownWorld Of(TownConfig config, IReadOnlyList<string> people, Rng rng)
    {
        Refuse(config, people);
        var factor = Math.Max(1, people.Count / (double)TownConfig.People) * config.Room;
        var map = PlaceMap.Town(factor);
        var groups = GroupsOf(map, people.Count, rng);
        var memory = new MemoryCommons(new MemorySettings { Mode = config.Memory, Capacity = config.Remembered, ReflectionThreshold = config.ReflectAfter });
        var citizens = new Citizen[people.Count];
        var money = new long[people.Count + 2];
        var roles = config.Roles.Count > 0 ? config.Roles : TownTables.RolesOf(config.Environment);
        var roleOrder = Shuffled(people.Count, rng, "town/roles");
        var homes = Homes(map);
        for (var i = 0; i < people.Count; i++)
        {
            var draws = rng.For("town/citizen", people[i]);
            var job = Weighted(ref draws);
            var first = draws.NextInt(TownTables.Goals.Count);
            var second = (first + 1 + draws.NextInt(TownTables.Goals.Count - 1)) % TownTables.Goals.Count;
            var home = homes[(i + draws.NextInt(2)) % homes.Count];
            money[i] = (config.StartMoney / 2) + (long)(config.StartMoney * draws.NextDouble());
            citizens[i] = new Citizen(i, people[i], roles[roleOrder[i] % roles.Count], job, map.Find(job.Place), home, [TownTables.Goals[first], TownTables.Goals[second]], map.Count, new MemoryStream(people[i], memory))
            {
                Group = draws.NextDouble() < 0.3 ? draws.NextInt(groups.Count) : -1,
                Energy = 70 + draws.NextInt(31),
            };
            citizens[i].Goods[TownTables.Food] = 1 + draws.NextInt(3);
            citizens[i].Goods[TownTables.Tools] = draws.NextInt(2);
            citizens[i].Goods[TownTables.Cloth] = draws.NextInt(2);
        }

        Fit(map, citizens, homes);
        money[people.Count] = config.Treasury * people.Count;
        money[people.Count + 1] = config.Treasury * people.Count / 4;
        var world = new TownWorld(config, map, citizens, groups, money, memory);
        Opinions(world, rng);
        if (config.FoundingRule) world.Rules.Enact(new TownRule(0, RuleKind.NoTheft, "Nobody takes what belongs to another.", -1, 0), 0, config.MostRules);
        world.Today = DayEvents.Of(config.Events, 0, rng);
        return world;
    }

    private static void Refuse(TownConfig config, IReadOnlyList<string> people)
    {
        if (people.Count < 2) throw new InputException($"A town has two people at least, not {people.Count}: raise 'population'.");
        if (people.Distinct(StringComparer.Ordinal).Count() != people.Count) throw new InputException("Two people of the town have the same name; every name must be its own.");
        Require(config.Turns is >= 1 and <= 40, "turns", config.Turns, "1 to 40");
        Require(config.LineLength is >= 20 and <= 1000, "line_length", config.LineLength, "20 to 1000 characters");
        Require(config.MaxEvents >= 0, "max_events", config.MaxEvents, "0 or more");
        Require(config.Room >= 1, "room", config.Room, "1 or more");
        Require(config.MeasureEvery >= 1, "measure_every", config.MeasureEvery, "1 or more");
        Require(config.Recalled is >= 0 and <= 50, "recalled", config.Recalled, "0 to 50");
        Require(config.Remembered >= 1, "remembered", config.Remembered, "1 or more");
        Require(config.StartMoney >= 0 && config.Treasury >= 0 && config.Fine >= 0, "start_money, treasury and fine", Math.Min(config.StartMoney, Math.Min(config.Treasury, config.Fine)), "0 or more");
        Require(config.TaxPercent is >= 0 and <= 90, "tax_percent", config.TaxPercent, "0 to 90");
        foreach (var (name, share) in new[] { ("threes", config.Threes), ("overheard", config.Overheard), ("advocates", config.Advocates), ("advocates_for", config.AdvocatesFor), ("quorum", config.Quorum), ("noticed", config.Noticed) }) Require(share is >= 0 and <= 1, name, share, "0 to 1");
        if (config.Topics.Select(t => t.Name).Distinct(StringComparer.Ordinal).Count() != config.Topics.Count) throw new InputException("town.topics has two topics of the same name.");
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds) throw new InputException($"town.{name} is {value}; it must be {expected}.");
    }

    // initial views are drawn around undecided; advocates are planted, and are the only ones who never move
    private static void Opinions(TownWorld world, Rng rng)
    {
        for (var topic = 0; topic < world.Config.Topics.Count; topic++)
        {
            var name = world.Config.Topics[topic].Name;
            var draws = rng.For("town/opinions", name);
            for (var who = 0; who < world.Citizens.Count; who++) world.Opinions.Set(who, topic, Math.Clamp((int)Math.Round(OpinionBoard.Undecided + (0.9 * draws.NextNormal())), 1, OpinionBoard.Points));
            var order = Shuffled(world.Citizens.Count, rng, "town/advocates/" + name);
            var count = (int)Math.Round(world.Config.Advocates * world.Citizens.Count);
            for (var i = 0; i < count; i++)
            {
                var stance = i < Math.Round(count * world.Config.AdvocatesFor) ? OpinionBoard.Points : 1;
                world.Citizens[order[i]].Advocates.Add(topic);
                world.Opinions.Set(order[i], topic, stance);
            }
        }
    }

    private static List<Group> GroupsOf(PlaceMap map, int people, Rng rng)
    {
        var draws = rng.For("town/groups");
        var count = Math.Max(3, people / 12);
        var groups = new List<Group>(count);
        for (var i = 0; i < count; i++)
        {
            var name = TownTables.Groups[i % TownTables.Groups.Count];
            groups.Add(new Group(i < TownTables.Groups.Count ? name : $"{name} {(i / TownTables.Groups.Count) + 1}", draws.NextInt(map.Count)));
        }

        return groups;
    }

    private static List<int> Homes(PlaceMap map)
    {
        var homes = new List<int>();
        for (var i = 0; i < map.Count; i++)
        {
            if (map[i].Serves("home")) homes.Add(i);
        }

        return homes;
    }

    // everybody starts at home, and every home holds as many as it has room for
    private static void Fit(PlaceMap map, Citizen[] citizens, List<int> homes)
    {
        var taken = new int[map.Count];
        foreach (var citizen in citizens)
        {
            var place = citizen.Home;
            for (var i = 0; taken[place] >= map[place].Capacity; i++)
            {
                if (i == homes.Count) throw new InputException($"{citizens.Length} people do not fit into the town's homes: raise town.room.");
                place = homes[i];
            }

            taken[place]++;
            citizen.Place = place;
        }
    }

    private static Job Weighted(ref CounterRng draws)
    {
        var total = 0;
        foreach (var job in TownTables.Jobs) total += job.Weight;
        var at = draws.NextInt(total);
        foreach (var job in TownTables.Jobs)
        {
            at -= job.Weight;
            if (at < 0) return job;
        }

        return TownTables.Jobs[0];
    }

    private static int[] Shuffled(int count, Rng rng, string purpose)
    {
        var draws = rng.For(purpose);
        return draws.Shuffled(Enumerable.Range(0, count));
    }
}
