namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>How often what happened since the town was last measured.</summary>
public sealed class TownCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, long>> All => _counts;

    public void Add(string what, long count = 1)
    {
        _counts.TryGetValue(what, out var before);
        _counts[what] = before + count;
    }

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Clear() => _counts.Clear();

    public void Save(BinaryWriter writer)
    {
        writer.Write(_counts.Count);
        foreach (var (what, count) in _counts)
        {
            writer.Write(what);
            writer.Write(count);
        }
    }

    public void Load(BinaryReader reader)
    {
        _counts.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) _counts.Add(reader.ReadString(), reader.ReadInt64());
    }
}
