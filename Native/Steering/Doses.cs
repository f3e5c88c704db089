namespace PersonaSim.Native.Steering;

/// <summary>An agent's mix of a table's directions; zero doses are left out, so an empty mix steers nothing.</summary>
public sealed class Doses : IEquatable<Doses>
{
    private readonly int[] _indices;
    private readonly float[] _doses;

    internal Doses(SteeringTable table, SortedDictionary<int, float> doses)
    {
        Table = table;
        var nonzero = doses.Where(d => d.Value != 0).ToArray();
        _indices = [.. nonzero.Select(d => d.Key)];
        _doses = [.. nonzero.Select(d => d.Value)];
    }

    public SteeringTable Table { get; }

    /// <summary>Directions with a dose other than zero.</summary>
    public int Count => _indices.Length;

    public bool IsEmpty => _indices.Length == 0;

    public int Index(int i) => _indices[i];

    public float Dose(int i) => _doses[i];

    public bool Equals(Doses? other) =>
        other is not null && ReferenceEquals(Table, other.Table) && _indices.AsSpan().SequenceEqual(other._indices) && _doses.AsSpan().SequenceEqual(other._doses);

    public override bool Equals(object? obj) => Equals(obj as Doses);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var index in _indices) hash.Add(index);
        foreach (var dose in _doses) hash.Add(dose);
        return hash.ToHashCode();
    }

    public override string ToString() => IsEmpty ? "none" : string.Join(' ', _indices.Select((index, i) => $"{Table.Names[index]}{_doses[i]:+0.###;-0.###}"));
}
