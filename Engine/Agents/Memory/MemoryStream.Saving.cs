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
        foreach (var kept in _kept)
        {
            w.WriteRecord(kept.Record);
            w.Write(kept.Evidence.Length);
            foreach (var id in kept.Evidence) w.Write(id);
            w.Write(kept.Vector is not null);
            foreach (var x in kept.Vector ?? []) w.Write(x);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote. With a smaller capacity than it was saved with, the least valuable memories are dropped.</summary>
    /// <exception cref="InputException">It is not a stream of this version, or is damaged.</exception>
    public static MemoryStream Load(BinaryReader r, MemorySettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(r);
        var used = (settings ?? new MemorySettings()).Checked();
        return Saved.Whole("memory stream", () => LoadWhole(r, used));
    }

    private static MemoryStream LoadWhole(BinaryReader r, MemorySettings settings)
    {
        Saved.Expect(r.ReadUInt32() == Mark, "it does not begin with the mark of a memory stream");
        var version = r.ReadInt32();
        Saved.Expect(version == Version, $"it has version {version}, this program reads version {Version}");
        var stream = new MemoryStream(r.ReadText(), settings) { _nextId = r.ReadInt32(), ImportanceSinceReflection = r.ReadDouble(), _dimensions = r.ReadCount() };
        for (var left = r.ReadCount(); left > 0; left--) stream._linesOfNewestTick.Add(r.ReadRecord());
        for (var left = r.ReadCount(); left > 0; left--) stream.LoadMemory(r);
        while (stream._kept.Count > settings.Capacity) stream.Drop(); // with the newest tick known
        return stream;
    }

    private void LoadMemory(BinaryReader r)
    {
        var kept = new Kept(r.ReadRecord());
        var (id, tick) = _kept.Count == 0 ? (-1, 0L) : (_kept[^1].Record.Id, _kept[^1].Record.Tick);
        Saved.Expect(kept.Record.Id > id && kept.Record.Id < _nextId && kept.Record.Tick >= tick, $"memory {kept.Record.Id} of {Owner} stands behind memory {id}, out of the order of time");
        var evidence = new List<int>();
        for (var left = r.ReadCount(); left > 0; left--) evidence.Add(r.ReadInt32());
        kept.Evidence = [.. evidence];
        if (r.ReadBoolean())
        {
            var vector = new List<float>();
            for (var left = _dimensions; left > 0; left--) vector.Add(r.ReadSingle());
            kept.SetVector([.. vector]);
        }

        Enter(kept);
    }
}
