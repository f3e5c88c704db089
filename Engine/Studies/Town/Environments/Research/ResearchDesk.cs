namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>One person's work: what they know, what stands in the report of this round, and what earlier reports were worth.</summary>
internal sealed class ResearchDesk
{
    /// <summary>Notes found or told, in that order.</summary>
    public List<int> Known { get; } = [];

    public List<int> Cited { get; } = [];

    /// <summary>Citations of this round that their source did not bear out.</summary>
    public int Wrong { get; set; }

    /// <summary>Reports handed in.</summary>
    public int Round { get; private set; }

    /// <summary>The sum of the grades of those.</summary>
    public double Grades { get; private set; }

    public void HandIn(double grade)
    {
        Grades += grade;
        Round++;
        Cited.Clear();
        Wrong = 0;
    }

    public void Save(BinaryWriter writer)
    {
        Stored.Write(writer, Known);
        Stored.Write(writer, Cited);
        writer.Write(Wrong);
        writer.Write(Round);
        writer.Write(Grades);
    }

    public void Load(BinaryReader reader)
    {
        Stored.Read(reader, Known);
        Stored.Read(reader, Cited);
        Wrong = reader.ReadInt32();
        Round = reader.ReadInt32();
        Grades = reader.ReadDouble();
    }
}
