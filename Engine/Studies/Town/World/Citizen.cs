using PersonaSim.Engine.Agents.Memory;
using MemoryStream = PersonaSim.Engine.Agents.Memory.MemoryStream;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Somebody who lives in town: everything about them but their personality, which the world does not know.</summary>
public sealed class Citizen
{
    public const int FullEnergy = 100;

    public Citizen(int index, string name, string role, Job job, int workplace, int home, IReadOnlyList<string> goals, int places, MemoryStream memory)
    {
        (Index, Name, Role, Job, Workplace, Home, Goals, Memory) = (index, name, role, job, workplace, home, goals, memory);
        Place = home;
        Visits = new int[places];
    }

    public int Index { get; }

    public string Name { get; }

    public string Role { get; }

    public Job Job { get; }

    public int Workplace { get; }

    public int Home { get; }

    public IReadOnlyList<string> Goals { get; }

    public MemoryStream Memory { get; set; }

    /// <summary>This tick's situation as an embedding, where memories come back by meaning; made anew each tick, so it is not a part of the state.</summary>
    public float[]? Query { get; set; }

    public DayPlan? Plan { get; set; }

    public int Place { get; set; }

    public int Energy { get; set; } = FullEnergy;

    /// <summary>Days without food in a row.</summary>
    public int HungryDays { get; set; }

    /// <summary>How many of each good.</summary>
    public int[] Goods { get; } = new int[TownTables.Goods.Count];

    /// <summary>Shifts worked and not yet paid.</summary>
    public int Shifts { get; set; }

    /// <summary>Fines that could not be paid at once; wages go here first.</summary>
    public long Debt { get; set; }

    /// <summary>When this one was last in an encounter; before the first, -1.</summary>
    public long LastMet { get; set; } = -1;

    /// <summary>Whom this one was last with, or -1.</summary>
    public int LastPartner { get; set; } = -1;

    /// <summary>Whom this one wants to meet next, or -1.</summary>
    public int Wish { get; set; } = -1;

    /// <summary>What this one did last, as the action's name.</summary>
    public string LastAction { get; set; } = "";

    /// <summary>How often this one came to each place.</summary>
    public int[] Visits { get; }

    /// <summary>The group this one belongs to, or -1.</summary>
    public int Group { get; set; } = -1;

    /// <summary>What happened since the last decision: results, reasons of refusals, what others did to this one.</summary>
    public List<string> News { get; } = [];

    /// <summary>Numbers of breaches of rules that this one knows of.</summary>
    public List<int> Knows { get; } = [];

    /// <summary>An offer waiting for an answer, or null.</summary>
    public Offer? Offer { get; set; }

    /// <summary>Open proposals that this one voted on.</summary>
    public List<int> VotedOn { get; } = [];

    /// <summary>Topics on which this one holds a firm view.</summary>
    public List<int> Advocates { get; } = [];

    public void Tell(string news)
    {
        const int most = 5;
        if (News.Count == most) News.RemoveAt(0);
        News.Add(news);
    }

    public void Tire(int energy) => Energy = Math.Clamp(Energy - energy, 0, FullEnergy);
}
