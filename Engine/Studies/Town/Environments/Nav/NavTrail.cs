namespace PersonaSim.Engine.Studies.Town.Environments.Nav;

/// <summary>What one person found, and where they have looked since they last began a lap through the places.</summary>
internal sealed class NavTrail
{
    public int Found { get; set; }

    /// <summary>Scans that could not find anything, as the person could have known.</summary>
    public int Careless { get; set; }

    public List<int> Looked { get; } = [];

    public void Save(BinaryWriter writer)
    {
        writer.Write(Found);
        writer.Write(Careless);
        Stored.Write(writer, Looked);
    }

    public void Load(BinaryReader reader)
    {
        Found = reader.ReadInt32();
        Careless = reader.ReadInt32();
        Stored.Read(reader, Looked);
    }
}
