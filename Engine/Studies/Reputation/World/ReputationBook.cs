namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>
/// Everybody's records of everybody, by role. What people think of somebody on average is kept as a sum, so asking for it costs the same in a
/// society of any size. Replaced records go to an archive: the rows of the run hold all of it, the state each holder's last few.
/// </summary>
public sealed class ReputationBook
{
    private const int ArchiveKept = 8;
    private readonly List<ReputationRecord>[,] _held; // [roles, people], sorted by target
    private readonly int[,] _points, _holders; // [roles, people]: over all records about somebody
    private readonly List<Archived>[] _archive;

    public ReputationBook(int people)
    {
        People = people;
        _held = new List<ReputationRecord>[Parts.Count, people];
        _points = new int[Parts.Count, people];
        _holders = new int[Parts.Count, people];
        _archive = new List<Archived>[people];
        for (var i = 0; i < people; i++)
        {
            _archive[i] = [];
            for (var part = 0; part < Parts.Count; part++) _held[part, i] = [];
        }
    }

    public int People { get; }

    /// <summary>What somebody holds of others and of themselves, in the order of the others' numbers.</summary>
    public IReadOnlyList<ReputationRecord> Of(int holder, Part part) => _held[(int)part, holder];

    public IReadOnlyList<Archived> ArchiveOf(int holder) => _archive[holder];

    public ReputationRecord? Find(int holder, Part part, int target) => At(holder, part, target) is var at and >= 0 ? _held[(int)part, holder][at] : null;

    /// <summary>The mean score over everybody who holds a record, −1 to 1; 0 when nobody does.</summary>
    public double ScoreOf(int target, Part part) => _holders[(int)part, target] is var holders and > 0 ? _points[(int)part, target] / (double)(holders * Bins.Whole) : 0;

    /// <summary>How many hold a record about somebody.</summary>
    public int HoldersOf(int target, Part part) => _holders[(int)part, target];

    /// <summary>Replaces what somebody holds of another; what was there before goes to the archive with the reason.</summary>
    public ReputationRecord? Set(int holder, Part part, ReputationRecord record)
    {
        var held = _held[(int)part, holder];
        var at = At(holder, part, record.Target);
        _points[(int)part, record.Target] += record.Bins.Points;
        if (at < 0)
        {
            _holders[(int)part, record.Target]++;
            held.Insert(~at, record);
            return null;
        }

        var old = held[at];
        _points[(int)part, record.Target] -= old.Bins.Points;
        held[at] = record;
        if (_archive[holder].Count == ArchiveKept) _archive[holder].RemoveAt(0);
        _archive[holder].Add(new Archived(part, old, record.Reason, record.Tick));
        return old;
    }

    /// <summary>Nobody holds anything any more.</summary>
    public void Clear()
    {
        Array.Clear(_points);
        Array.Clear(_holders);
        foreach (var held in _held) held.Clear();
        foreach (var archive in _archive) archive.Clear();
    }

    public void Save(BinaryWriter writer)
    {
        for (var part = 0; part < Parts.Count; part++)
        {
            for (var i = 0; i < People; i++)
            {
                writer.Write(_held[part, i].Count);
                foreach (var record in _held[part, i]) Write(writer, record);
            }
        }

        foreach (var archive in _archive)
        {
            writer.Write(archive.Count);
            foreach (var old in archive)
            {
                writer.Write((byte)old.Part);
                writer.Write(old.Reason);
                writer.Write(old.Tick);
                Write(writer, old.Old);
            }
        }
    }

    public void Load(BinaryReader reader)
    {
        Clear();
        for (var part = 0; part < Parts.Count; part++)
        {
            for (var i = 0; i < People; i++)
            {
                for (var left = reader.ReadInt32(); left > 0; left--)
                {
                    var record = Read(reader);
                    _held[part, i].Add(record);
                    _points[part, record.Target] += record.Bins.Points;
                    _holders[part, record.Target]++;
                }
            }
        }

        foreach (var archive in _archive)
        {
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var (part, reason, tick) = ((Part)reader.ReadByte(), reader.ReadString(), reader.ReadInt64());
                archive.Add(new Archived(part, Read(reader), reason, tick));
            }
        }
    }

    // ~ of where it belongs when there is none
    private int At(int holder, Part part, int target)
    {
        var held = _held[(int)part, holder];
        var (low, high) = (0, held.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var other = held[middle].Target;
            if (other == target) return middle;
            if (other < target) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private static void Write(BinaryWriter writer, ReputationRecord record)
    {
        writer.Write(record.Target);
        for (var i = 0; i < Bins.Count; i++) writer.Write((byte)record.Bins[i]);
        writer.Write(record.Note);
        writer.Write(record.Reason);
        writer.Write(record.Tick);
    }

    private static ReputationRecord Read(BinaryReader reader)
    {
        var target = reader.ReadInt32();
        var bins = new Bins(reader.ReadByte(), reader.ReadByte(), reader.ReadByte(), reader.ReadByte(), reader.ReadByte());
        return new ReputationRecord(target, bins, reader.ReadString(), reader.ReadString(), reader.ReadInt64());
    }
}
