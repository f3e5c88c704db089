namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// The kept memories in the stream's order, each of their parts in an array of its own: a scan then takes a few lines of cache instead of some objects
/// for each memory, which in a large town are never in a cache, and the collector has one text a memory to follow.
/// </summary>
internal sealed class Columns(MemoryCommons commons)
{
    private int[] _ids = new int[16];
    private long[] _ticks = new long[16];
    private float[] _importances = new float[16];
    private MemoryKind[] _kinds = new MemoryKind[16];
    private string[] _texts = new string[16];
    private uint[] _prints = new uint[16]; // of the texts
    private int[] _abouts = new int[16]; // names by number
    private int[] _places = new int[16];
    private int[] _tos = new int[16];
    private float[]?[]? _vectors; // where there are any
    private float[] _norms = [];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    public ReadOnlySpan<float> Importances => _importances.AsSpan(0, Count);

    public ReadOnlySpan<MemoryKind> Kinds => _kinds.AsSpan(0, Count);

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public MemoryRecord this[int index] => new(_ids[index], _ticks[index], _kinds[index], _texts[index], _importances[index], commons.NameOf(_abouts[index]), commons.NameOf(_places[index])) { To = commons.NameOf(_tos[index]) };

    /// <summary>The embedding, or null.</summary>
    public float[]? VectorOf(int index) => _vectors?[index];

    public float NormOf(int index) => _norms[index];

    /// <summary>Whether a prompt would show the same sentence for both.</summary>
    public bool SayTheSame(int one, int other) =>
        _prints[one] == _prints[other] && _kinds[one] == _kinds[other] && _abouts[one] == _abouts[other] && _tos[one] == _tos[other] && _texts[one] == _texts[other];

    public void Add(MemoryRecord record, WordIndex index)
    {
        if (Count == _ids.Length) Grow();
        var (about, place, to) = (commons.NumberOf(record.About), commons.NumberOf(record.Place), commons.NumberOf(record.To));
        _texts[Count] = commons.Same(record.Text, out _prints[Count]);
        (_ids[Count], _ticks[Count], _importances[Count], _kinds[Count]) = (record.Id, record.Tick, record.Importance, record.Kind);
        (_abouts[Count], _places[Count], _tos[Count]) = (about, place, to);
        Count++;
        index.Begin();
        index.Append(commons.Words.Of(record.Text)); // names and places are words of a memory
        index.Append(commons.WordsOfName(about));
        index.Append(commons.WordsOfName(to));
        index.Append(commons.WordsOfName(place));
    }

    public void SetVector(int index, float[] vector)
    {
        if (_vectors is null) (_vectors, _norms) = (new float[]?[_ids.Length], new float[_ids.Length]);
        (_vectors[index], _norms[index]) = (vector, Cosine.Norm(vector));
    }

    public void RemoveAt(int index)
    {
        Close(_ids, index);
        Close(_ticks, index);
        Close(_importances, index);
        Close(_kinds, index);
        Close(_texts, index);
        Close(_prints, index);
        Close(_abouts, index);
        Close(_places, index);
        Close(_tos, index);
        if (_vectors is not null)
        {
            Close(_vectors, index);
            Close(_norms, index);
            _vectors[Count - 1] = null;
        }

        _texts[--Count] = null!;
    }

    private void Grow()
    {
        var size = 2 * Count;
        Array.Resize(ref _ids, size);
        Array.Resize(ref _ticks, size);
        Array.Resize(ref _importances, size);
        Array.Resize(ref _kinds, size);
        Array.Resize(ref _texts, size);
        Array.Resize(ref _prints, size);
        Array.Resize(ref _abouts, size);
        Array.Resize(ref _places, size);
        Array.Resize(ref _tos, size);
        if (_vectors is null) return;
        Array.Resize(ref _vectors, size);
        Array.Resize(ref _norms, size);
    }

    private void Close<T>(T[] column, int index) => Array.Copy(column, index + 1, column, index, Count - index - 1);
}
