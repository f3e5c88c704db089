namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// The kept memories in the stream's order. What every recall reads of every memory lies in arrays of its own: a scan then takes a few lines of cache
/// instead of some objects for each memory, which in a large town are never in a cache. What is read of a few lies together, and the collector has one
/// text a memory to follow.
/// </summary>
internal sealed class Columns(MemoryCommons commons)
{
    private long[] _ticks = new long[16];
    private float[] _importances = new float[16];
    private MemoryKind[] _kinds = new MemoryKind[16];
    private Rest[] _rest = new Rest[16];
    private float[]?[]? _vectors; // where there are any
    private float[] _norms = [];

    // names are numbers of the commons; the print tells most texts apart without reading them
    private readonly record struct Rest(string Text, int Id, uint Print, int About, int To, int Place, MemoryKind Kind);

    public int Count { get; private set; }

    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    public ReadOnlySpan<float> Importances => _importances.AsSpan(0, Count);

    public ReadOnlySpan<MemoryKind> Kinds => _kinds.AsSpan(0, Count);

    public MemoryRecord this[int index]
    {
        get
        {
            ref readonly var rest = ref _rest.AsSpan(0, Count)[index];
            return new MemoryRecord(rest.Id, _ticks[index], rest.Kind, rest.Text, _importances[index], commons.NameOf(rest.About), commons.NameOf(rest.Place)) { To = commons.NameOf(rest.To) };
        }
    }

    public int IdOf(int index) => _rest[index].Id;

    /// <summary>The place of the memory with this number, or -1.</summary>
    public int Find(int id)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _rest[middle].Id;
            if (found == id) return middle;
            if (found < id) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    /// <summary>The embedding, or null.</summary>
    public float[]? VectorOf(int index) => _vectors?[index];

    public float NormOf(int index) => _norms[index];

    /// <summary>Whether a prompt would show the same sentence for both.</summary>
    public bool SayTheSame(int one, int other)
    {
        ref readonly var a = ref _rest[one];
        ref readonly var b = ref _rest[other];
        return a.Print == b.Print && a.Kind == b.Kind && a.About == b.About && a.To == b.To && a.Text == b.Text;
    }

    public void Add(MemoryRecord record, WordIndex index)
    {
        if (Count == _ticks.Length) Resize(2 * Count);
        var (about, place, to) = (commons.NumberOf(record.About), commons.NumberOf(record.Place), commons.NumberOf(record.To));
        var text = commons.Same(record.Text, out var print);
        (_ticks[Count], _importances[Count], _kinds[Count]) = (record.Tick, record.Importance, record.Kind);
        _rest[Count] = new Rest(text, record.Id, print, about, to, place, record.Kind);
        Count++;
        index.Begin();
        index.Append(commons.Words.Of(text)); // names and places are words of a memory
        index.Append(commons.WordsOfName(about));
        index.Append(commons.WordsOfName(to));
        index.Append(commons.WordsOfName(place));
    }

    public void SetVector(int index, float[] vector)
    {
        if (_vectors is null) (_vectors, _norms) = (new float[]?[_ticks.Length], new float[_ticks.Length]);
        (_vectors[index], _norms[index]) = (vector, Cosine.Norm(vector));
    }

    public void RemoveAt(int index)
    {
        Close(_ticks, index);
        Close(_importances, index);
        Close(_kinds, index);
        Close(_rest, index);
        if (_vectors is not null)
        {
            Close(_vectors, index);
            Close(_norms, index);
            _vectors[Count - 1] = null;
        }

        _rest[--Count] = default;
    }

    private void Resize(int size)
    {
        Array.Resize(ref _ticks, size);
        Array.Resize(ref _importances, size);
        Array.Resize(ref _kinds, size);
        Array.Resize(ref _rest, size);
        if (_vectors is null) return;
        Array.Resize(ref _vectors, size);
        Array.Resize(ref _norms, size);
    }

    private void Close<T>(T[] column, int index) => Array.Copy(column, index + 1, column, index, Count - index - 1);
}
