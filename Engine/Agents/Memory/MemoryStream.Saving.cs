using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// A stream in a checkpoint. Version 1: mark, version, owner, next id, importance since the last reflection, length of embeddings, lines of the
/// newest tick, memories by id. The index is a function of the memories and is built again.
/// </summary>
public sealed partial class MemoryStream
{
    private const uint Mark = 0x4D454D53; // "SMEM" in the file
    private const int Version = 1;

    public void Save(BinaryWriter w)
    {
        ArgumentNullException.ThrowIfNull(w);
        w.Write(Mark);
        w.Write(Version);
        w.WriteText(Owner);
        w.Write(_nextId);
        w.Write(ImportanceSinceReflection);
        w.Write(_dimensions);
        w.Write(_linesOfNewestTick.Count);
        foreach (var line in _linesOfNewestTick) w.WriteRecord(line);
        w.Write(_kept.Count);
        for (var i = 0; i < _kept.Count; i++)
        {
            var (record, vector) = (_kept[i], _kept.VectorOf(i));
            w.WriteRecord(record);
            var evidence = Evidence(record.Id);
            w.Write(evidence.Count);
            foreach (var id in evidence) w.Write(id);
            w.Write(vector is not null);
            foreach (var x in vector ?? []) w.Write(x);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote. With a smaller capacity than it was saved with, the least valuable memories are dropped.</summary>
    /// <exception cref="InputException">It is not a stream of this version, or is damaged.</exception>
    public static MemoryStream Load(BinaryReader r, MemorySettings? settings = null) => Load(r, new MemoryCommons(settings));

    public static MemoryStream Load(BinaryReader r, MemoryCommons commons)
    {
        ArgumentNullException.ThrowIfNull(r);
        return Saved.Whole("memory stream", () => LoadWhole(r, commons));
    }

    private static MemoryStream LoadWhole(BinaryReader r, MemoryCommons commons)
    {
        Saved.Expect(r.ReadUInt32() == Mark, "it does not begin with the mark of a memory stream");
        var version = r.ReadInt32();
        Saved.Expect(version == Version, $"it has version {version}, this program reads version {Version}");
        var stream = new MemoryStream(r.ReadText(), commons) { _nextId = r.ReadInt32(), ImportanceSinceReflection = r.ReadDouble(), _dimensions = r.ReadCount() };
        for (var left = r.ReadCount(); left > 0; left--) stream._linesOfNewestTick.Add(r.ReadRecord());
        for (var left = r.ReadCount(); left > 0; left--) stream.LoadMemory(r);
        while (stream._kept.Count > commons.Settings.Capacity) stream.Drop(); // with the newest tick known
        return stream;
    }

    private void LoadMemory(BinaryReader r)
    {
        var record = r.ReadRecord();
        var (id, tick) = _kept.Count == 0 ? (-1, 0L) : (_kept.IdOf(_kept.Count - 1), _kept.Ticks[^1]);
        Saved.Expect(record.Id > id && record.Id < _nextId && record.Tick >= tick, $"memory {record.Id} of {Owner} stands behind memory {id}, out of the order of time");
        _kept.Add(record, _index);
        var evidence = new List<int>();
        for (var left = r.ReadCount(); left > 0; left--) evidence.Add(r.ReadInt32());
        if (evidence.Count > 0) (_evidence ??= [])[record.Id] = [.. evidence];
        if (!r.ReadBoolean()) return;
        var vector = new List<float>();
        for (var left = _dimensions; left > 0; left--) vector.Add(r.ReadSingle());
        _kept.SetVector(_kept.Count - 1, [.. vector]);
    }
}
