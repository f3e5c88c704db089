namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Somebody: everything about them but their personality, which the world does not know.</summary>
public sealed class Agent(int index, string name, Behaviour behaviour, bool liar)
{
    public int Index { get; } = index;

    public string Name { get; } = name;

    public Behaviour Behaviour { get; } = behaviour;

    public bool Liar { get; } = liar;

    /// <summary>In hundredths of a unit.</summary>
    public long Resources { get; set; }

    /// <summary>Who they are, in words.</summary>
    public string Persona { get; init; } = "";

    /// <summary>How their persona leans, −1 (own comfort) to 1 (the community); for rules.</summary>
    public double Lean { get; init; }

    /// <summary>What they learned in each role, rewritten after each meeting.</summary>
    public string[] Learned { get; } = new string[Parts.Count];

    /// <summary>Their last meetings in each role, oldest first.</summary>
    public List<Past>[] Past { get; } = [[], [], [], []];

    /// <summary>What they said last, oldest first: the tick, the words, and to whom and about whom.</summary>
    public List<(long Tick, string Text, int To, int About)> Said { get; } = [];

    /// <summary>Deeds that others could judge, and how many of them were good.</summary>
    public int Deeds { get; set; }

    public int GoodDeeds { get; set; }

    /// <summary>Games played to their end, or chats held.</summary>
    public int Games { get; set; }

    /// <summary>Meetings, and how many of them came to something: the satisfaction of the sign-up scenario.</summary>
    public int Meetings { get; set; }

    public int Successes { get; set; }

    /// <summary>Whether they are in the programme; null before their first decision.</summary>
    public bool? Joined { get; set; }

    /// <summary>So few good deeds that others would call it exploiting; nobody is told.</summary>
    public bool Exploits => Deeds >= 4 && 3 * GoodDeeds <= Deeds;

    /// <summary>Who ever wronged them, in the order of their numbers; only a grim one keeps it.</summary>
    public List<int> Wronged { get; } = [];

    public double Satisfaction => Meetings == 0 ? 0 : Successes / (double)Meetings;

    public void Say(long tick, string text, int to, int about)
    {
        const int kept = 12; // as many as an observer is shown
        if (Said.Count == kept) Said.RemoveAt(0);
        Said.Add((tick, text, to, about));
    }

    public void Remember(Part part, Past past)
    {
        var kept = part == Part.Player ? 5 : 1; // as published: five rounds of the dilemma, the last meeting elsewhere
        var pasts = Past[(int)part];
        if (pasts.Count == kept) pasts.RemoveAt(0);
        pasts.Add(past);
        if (Behaviour == Behaviour.Grim && past.Grade <= Grades.Bad && Wronged.BinarySearch(past.Other) is var at and < 0) Wronged.Insert(~at, past.Other);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Resources);
        foreach (var number in new[] { Deeds, GoodDeeds, Games, Meetings, Successes, Joined is null ? -1 : Joined.Value ? 1 : 0 }) writer.Write(number);
        writer.Write(Said.Count);
        foreach (var (tick, text, to, about) in Said)
        {
            writer.Write(tick);
            writer.Write(text);
            writer.Write(to);
            writer.Write(about);
        }

        writer.Write(Wronged.Count);
        foreach (var other in Wronged) writer.Write(other);
        for (var part = 0; part < Parts.Count; part++)
        {
            writer.Write(Learned[part] ?? "");
            writer.Write(Past[part].Count);
            foreach (var past in Past[part])
            {
                writer.Write(past.Tick);
                writer.Write(past.Other);
                writer.Write(past.Grade);
                writer.Write(past.Text);
            }
        }
    }

    public void Load(BinaryReader reader)
    {
        Resources = reader.ReadInt64();
        (Deeds, GoodDeeds, Games, Meetings, Successes) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        Joined = reader.ReadInt32() switch { -1 => null, 0 => false, _ => true };
        Said.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) Said.Add((reader.ReadInt64(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32()));
        Wronged.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) Wronged.Add(reader.ReadInt32());
        for (var part = 0; part < Parts.Count; part++)
        {
            Learned[part] = reader.ReadString();
            Past[part].Clear();
            for (var left = reader.ReadInt32(); left > 0; left--) Past[part].Add(new Past(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadString()));
        }
    }
}
