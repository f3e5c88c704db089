namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>What everybody could see of everybody since the last look: how often, and how good on the whole. One account for all, since all see the same.</summary>
public sealed class Sightings
{
    private readonly int[,] _seen, _grades; // [roles, people]

    public Sightings(int people)
    {
        _seen = new int[Parts.Count, people];
        _grades = new int[Parts.Count, people];
    }

    public void See(int who, Part part, int grade)
    {
        _seen[(int)part, who]++;
        _grades[(int)part, who] += grade;
    }

    public int CountOf(int who, Part part) => _seen[(int)part, who];

    /// <summary>The mean grade, 1 to 5; 0 when nothing was seen.</summary>
    public double MeanOf(int who, Part part) => _seen[(int)part, who] is var seen and > 0 ? _grades[(int)part, who] / (double)seen : 0;

    public void Clear()
    {
        Array.Clear(_seen);
        Array.Clear(_grades);
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var n in _seen) writer.Write(n);
        foreach (var n in _grades) writer.Write(n);
    }

    public void Load(BinaryReader reader)
    {
        foreach (var table in new[] { _seen, _grades })
        {
            for (var part = 0; part < Parts.Count; part++)
            {
                for (var i = 0; i < table.GetLength(1); i++) table[part, i] = reader.ReadInt32();
            }
        }
    }
}
