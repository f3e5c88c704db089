namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>All state of the study. Encounters and gossip of a step are over when the step is, so only what outlives a step is saved.</summary>
public sealed class ReputationWorld
{
    private readonly Dictionary<string, int> _byName;
    private readonly Encounter?[] _meets;

    public ReputationWorld(ReputationConfig config, IReadOnlyList<Agent> agents)
    {
        (Config, Agents) = (config, agents);
        _byName = agents.ToDictionary(a => a.Name, a => a.Index, StringComparer.Ordinal);
        _meets = new Encounter?[agents.Count];
        Records = new ReputationBook(agents.Count);
        Ties = new TieBook(agents.Count, config.Blacklist);
        Seen = new Sightings(agents.Count);
    }

    public ReputationConfig Config { get; }

    public IReadOnlyList<Agent> Agents { get; }

    public ReputationBook Records { get; }

    public TieBook Ties { get; }

    public Sightings Seen { get; }

    public StepCounts Counts { get; } = new();

    /// <summary>The step's pairs.</summary>
    public List<Encounter> Encounters { get; } = [];

    /// <summary>The step's gossip, in the order in which it is told.</summary>
    public List<Tale> Tales { get; } = [];

    /// <summary>Gossip judged in this society so far, and how much of it was not believed.</summary>
    public long Judged { get; private set; }

    public long Doubted { get; private set; }

    /// <summary>The number of the next story.</summary>
    public int NextStory { get; private set; }

    /// <summary>The share of past gossip that was not believed; 0 before there was any.</summary>
    public double DoubtedShare => Judged == 0 ? 0 : Doubted / (double)Judged;

    public Agent Find(string name) => Agents[_byName[name]];

    public string NameOf(int who) => Agents[who].Name;

    public Encounter? EncounterOf(int who) => _meets[who];

    public void Meet(Encounter encounter)
    {
        Encounters.Add(encounter);
        (_meets[encounter.First], _meets[encounter.Second]) = (encounter, encounter);
    }

    public int TellStory() => NextStory++;

    public void JudgeGossip(bool believed)
    {
        Judged++;
        if (!believed) Doubted++;
    }

    /// <summary>The step is over.</summary>
    public void Part()
    {
        Encounters.Clear();
        Tales.Clear();
        Array.Clear(_meets);
        Counts.Clear();
    }

    public void Save(BinaryWriter writer)
    {
        if (Encounters.Count > 0) throw new InvalidOperationException("A state is saved between steps, and a step is going on.");
        writer.Write(Agents.Count);
        foreach (var agent in Agents) agent.Save(writer);
        Records.Save(writer);
        Ties.Save(writer);
        Seen.Save(writer);
        Counts.Save(writer);
        writer.Write(Judged);
        writer.Write(Doubted);
        writer.Write(NextStory);
    }

    public void Load(BinaryReader reader)
    {
        var people = reader.ReadInt32();
        if (people != Agents.Count) throw new InvalidDataException($"The saved state has {people} people, this configuration {Agents.Count}: it belongs to another configuration.");
        foreach (var agent in Agents) agent.Load(reader);
        Records.Load(reader);
        if (!Config.Reputation) Records.Clear(); // a run without records that continues one with them begins without
        Ties.Load(reader);
        Seen.Load(reader);
        Counts.Load(reader);
        (Judged, Doubted, NextStory) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
    }
}
