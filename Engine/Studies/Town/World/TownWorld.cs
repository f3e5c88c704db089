using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Society.Economy;
using PersonaSim.Engine.Society.Opinions;
using PersonaSim.Engine.Society.Ties;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>The state of the town.</summary>
public sealed partial class TownWorld
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<int>[] _here; // by place, in the people's order
    private readonly string[] _names; // by person: most of what is said of others is their name

    public TownWorld(TownConfig config, PlaceMap map, IReadOnlyList<Citizen> citizens, IReadOnlyList<Group> groups, IReadOnlyList<long> money, MemoryCommons memory)
    {
        (Config, Map, Citizens, Groups, Memory) = (config, map, citizens, groups, memory);
        _names = [.. citizens.Select(c => c.Name)];
        Purses = new Purses(money);
        Market = new Market(TownTables.Goods, citizens.Count);
        Ties = new SocialGraph(citizens.Count, config.TieHalfLife);
        Opinions = new OpinionBoard(citizens.Count, config.Topics.Count);
        Rules = new RuleBook(20 * Math.Max(20, citizens.Count));
        _here = new List<int>[map.Count];
        for (var i = 0; i < _here.Length; i++) _here[i] = [];
        foreach (var citizen in citizens)
        {
            _byName.Add(citizen.Name, citizen.Index);
            _here[citizen.Place].Add(citizen.Index);
            citizen.Visits[citizen.Place] = 1;
            if (citizen.Group >= 0) groups[citizen.Group].Members.Add(citizen.Index);
        }
    }

    public TownConfig Config { get; }

    public PlaceMap Map { get; }

    public IReadOnlyList<Citizen> Citizens { get; }

    public IReadOnlyList<Group> Groups { get; }

    public Purses Purses { get; }

    public Market Market { get; }

    public SocialGraph Ties { get; }

    public OpinionBoard Opinions { get; }

    public RuleBook Rules { get; }

    public TownCounts Counts { get; } = new();

    /// <summary>What befalls the town today.</summary>
    public DayEvent Today { get; set; }

    /// <summary>The town's share of every wage now, in percent.</summary>
    public int TaxPercent => Math.Clamp(Config.TaxPercent + (Rules.IsInForce(RuleKind.HigherTax) ? 10 : 0) - (Rules.IsInForce(RuleKind.LowerTax) ? 10 : 0), 0, 100);

    /// <summary>The account of the town's treasury; the market's till is the one behind it.</summary>
    public int Treasury => Citizens.Count;

    public int Till => Citizens.Count + 1;

    /// <summary>This tick's encounters; nothing of them outlives the tick.</summary>
    public List<Encounter> Encounters { get; } = [];

    /// <summary>What all memories of the town share.</summary>
    internal MemoryCommons Memory { get; }

    public IReadOnlyList<int> Here(int place) => _here[place];

    public Citizen Find(string who) => _byName.TryGetValue(who, out var i) ? Citizens[i] : throw new KeyNotFoundException($"Nobody in town is called '{who}'.");

    public string NameOf(int who) => _names[who];

    public Place PlaceOf(Citizen citizen) => Map[citizen.Place];

    public bool IsFull(int place) => _here[place].Count >= Map[place].Capacity;

    /// <summary>Whether one may come in now: a storm closes what lies outside.</summary>
    public bool IsOpen(int place, int slot) => (Map[place].IsOpen(slot) || (Today == DayEvent.Festival && Map[place].Serves("lively"))) && !(Today == DayEvent.Storm && Map[place].Serves("wild"));

    public void MoveTo(Citizen citizen, int place)
    {
        if (IsFull(place)) throw new InvalidOperationException($"{citizen.Name} cannot be moved to the {Map[place].Name}: it holds {_here[place].Count} of {Map[place].Capacity}.");
        _here[citizen.Place].Remove(citizen.Index);
        var list = _here[place];
        var at = list.BinarySearch(citizen.Index);
        list.Insert(~at, citizen.Index);
        citizen.Place = place;
        citizen.Visits[place]++;
    }

    public void Save(BinaryWriter writer)
    {
        if (Encounters.Count > 0) throw new InvalidOperationException("A town is saved behind a tick's last step: its encounters are not over.");
        foreach (var citizen in Citizens) SaveCitizen(writer, citizen);
        Purses.Save(writer);
        Market.Save(writer);
        Ties.Save(writer);
        Opinions.Save(writer);
        Rules.Save(writer);
        Counts.Save(writer);
        writer.Write((int)Today);
    }

    public void Load(BinaryReader reader)
    {
        foreach (var list in _here) list.Clear();
        foreach (var group in Groups) group.Members.Clear();
        foreach (var citizen in Citizens)
        {
            LoadCitizen(reader, citizen);
            _here[citizen.Place].Add(citizen.Index);
            if (citizen.Group >= 0) Groups[citizen.Group].Members.Add(citizen.Index);
        }

        Purses.Load(reader);
        Market.Load(reader);
        Ties.Load(reader);
        Opinions.Load(reader);
        Rules.Load(reader);
        Counts.Load(reader);
        Today = (DayEvent)reader.ReadInt32();
    }
}
