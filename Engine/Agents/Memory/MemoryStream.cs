using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// What one agent remembers: a bounded list in the order of time, an index over it, and what has piled up since the last reflection. Not for
/// several threads at once; an agent's memory belongs to the tick loop.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "The published name of the thing (Park et al., 2023); it is no System.IO.Stream.")]
public sealed partial class MemoryStream
{
    private readonly Columns _kept; // by id, hence by tick
    private readonly WordIndex _index; // of the same
    private readonly List<MemoryRecord> _linesOfNewestTick = [];
    private readonly MemorySettings _settings;
    private readonly Decay _decay;
    private SortedDictionary<int, int[]>? _evidence; // by id
    private int _nextId;
    private int _dimensions;

    public MemoryStream(string owner, MemorySettings? settings = null)
        : this(owner, new MemoryCommons(settings))
    {
    }

    public MemoryStream(string owner, MemoryCommons commons)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        ArgumentNullException.ThrowIfNull(commons);
        (Owner, _settings, _decay) = (owner, commons.Settings, commons.Decay);
        (_kept, _index) = (new Columns(commons), new WordIndex(commons.Words));
    }

    public string Owner { get; }

    public int Count => _kept.Count;

    /// <summary>Everything kept, oldest first, whatever the mode: for inspectors, not for prompts.</summary>
    public IEnumerable<MemoryRecord> All => Enumerable.Range(0, _kept.Count).Select(i => _kept[i]);

    /// <summary>The importance of what happened to the owner since the last reflection; own plans and reflections do not happen to one.</summary>
    public double ImportanceSinceReflection { get; private set; }

    public bool ReflectionDue => _settings.Mode != MemoryMode.None && ImportanceSinceReflection >= _settings.ReflectionThreshold;

    internal int Vocabulary => _index.Vocabulary;

    /// <summary>
    /// Stores a memory and drops the least valuable one if there are too many. Null if it is a line of dialogue that is known: the same words
    /// between the same two at the same tick, or any words from before the newest memory, which were offered when they were said. So a
    /// transcript may be offered again and again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The tick lies before the newest memory's, for anything but dialogue.</exception>
    public MemoryRecord? Add(long tick, MemoryKind kind, string text, float importance, string? about = null, string? place = null, string? to = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        if (!(importance is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(importance), importance, "Importance lies in 0..1.");
        if (!Enum.IsDefined(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of memory.");
        if (to is not null && kind != MemoryKind.Overheard) throw new ArgumentException("Only overheard words have somebody else they were meant for.", nameof(to));

        var newest = _kept.Count == 0 ? 0 : _kept.Ticks[^1];
        var record = new MemoryRecord(_nextId, tick, kind, Storable(text), importance, Storable(about), Storable(place)) { To = Storable(to) };
        var isLine = kind is MemoryKind.Said or MemoryKind.Heard or MemoryKind.Overheard;
        if (isLine && (tick < newest || (tick == newest && _linesOfNewestTick.Exists(record.SaysTheSame)))) return null;
        if (tick < newest) throw new ArgumentOutOfRangeException(nameof(tick), tick, $"{Owner} already remembers tick {newest}; memories are added in the order of time.");

        if (tick > newest) _linesOfNewestTick.Clear();
        if (isLine) _linesOfNewestTick.Add(record);
        if (isLine || kind == MemoryKind.Observation) ImportanceSinceReflection += importance;
        _nextId++;
        _kept.Add(record, _index);
        if (_kept.Count > _settings.Capacity) Drop();
        return record;
    }

    /// <summary>Stores the owner's side of what was said; null if the owner was not there, or knows the line.</summary>
    public MemoryRecord? Add(Utterance said, float importance)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (said.KindFor(Owner) is not { } kind) return null;
        return Add(said.Tick, kind, said.Text, importance, kind == MemoryKind.Said ? said.To : said.Speaker, said.Place, kind == MemoryKind.Overheard ? said.To : null);
    }

    /// <summary>Stores what the owner concluded, and begins to count anew.</summary>
    /// <param name="evidence">The memories it was concluded from; some may have been dropped since.</param>
    public IReadOnlyList<MemoryRecord> Reflected(long tick, IReadOnlyList<string> texts, IReadOnlyList<int> evidence)
    {
        foreach (var id in evidence) ThrowIfNeverGiven(id);
        foreach (var text in texts) ArgumentException.ThrowIfNullOrWhiteSpace(text, nameof(texts)); // all or none
        var records = texts.Select(text => Add(tick, MemoryKind.Reflection, text, _settings.ReflectionImportance)!).ToArray();
        foreach (var record in records)
            if (evidence.Count > 0 && Find(record.Id) >= 0) (_evidence ??= [])[record.Id] = [.. evidence];
        ImportanceSinceReflection = 0;
        return records;
    }

    /// <summary>The ids a reflection was concluded from; empty for anything else.</summary>
    public IReadOnlyList<int> Evidence(int id) => Find(id) >= 0 && _evidence is not null && _evidence.TryGetValue(id, out var evidence) ? evidence : [];

    /// <summary>The memory of this id; null when it was dropped.</summary>
    public MemoryRecord? this[int id] => Find(id) is var at and >= 0 ? _kept[at] : null;

    /// <summary>Memories that have no embedding yet, oldest first.</summary>
    public IEnumerable<MemoryRecord> WithoutVector => Enumerable.Range(0, _kept.Count).Where(i => _kept.VectorOf(i) is null).Select(i => _kept[i]);

    /// <summary>Gives a memory its embedding, from then on used where a query has one; false when the memory was dropped meanwhile.</summary>
    public bool Attach(int id, ReadOnlySpan<float> vector)
    {
        CheckVector(vector);
        var at = Find(id);
        if (at < 0) return false;
        _dimensions = vector.Length;
        _kept.SetVector(at, vector.ToArray());
        return true;
    }

    /// <summary>How new a text would be: the share of its words that none of the newest memories has; 1 while nothing is remembered.</summary>
    public float Novelty(string text) =>
        _kept.Count == 0 ? 1 : _index.ShareUnseen(text, Math.Max(0, _kept.Count - _settings.NoveltyWindow));

    // its place, or negative
    private int Find(int id)
    {
        ThrowIfNeverGiven(id);
        return _kept.Find(id);
    }

    private void ThrowIfNeverGiven(int id)
    {
        if (id < 0 || id >= _nextId) throw new ArgumentOutOfRangeException(nameof(id), id, $"{Owner} never had a memory of this number; the next one will be {_nextId}.");
    }

    private void CheckVector(ReadOnlySpan<float> vector)
    {
        if (vector.IsEmpty) throw new ArgumentException("An embedding has at least one number.", nameof(vector));
        if (_dimensions != 0 && vector.Length != _dimensions)
            throw new ArgumentException($"An embedding of {vector.Length} numbers does not fit the others of {Owner}, which have {_dimensions}.", nameof(vector));
        if (!float.IsFinite(Cosine.Norm(vector))) throw new ArgumentException("An embedding has a number that is not finite, or too large.", nameof(vector));
    }

    // Half a surrogate pair has no UTF-8: it would be remembered otherwise after a checkpoint than before.
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Storable(string? text) =>
        text is null || text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
