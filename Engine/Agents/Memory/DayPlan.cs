using System.Text;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// What an agent means to do, in order, and how far it has come. An intention without a slot follows the one before it; one with a slot waits
/// for its time, and when that comes, what was left undone before it is over. A plan never changes: each step gives a new one.
/// </summary>
public sealed class DayPlan
{
    private const uint Mark = 0x4E414C50; // "PLAN" in the file
    private const int Version = 1;

    public DayPlan(long madeAt, IReadOnlyList<Intention> intentions)
        : this(madeAt, [.. intentions], 0)
    {
    }

    private DayPlan(long madeAt, Intention[] intentions, int index)
    {
        var latest = int.MinValue;
        foreach (var intention in intentions)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(intention.What, nameof(intentions));
            if (intention.Slot is not { } slot) continue;
            if (slot < latest) throw new ArgumentException($"The intention '{intention.What}' for slot {slot} stands behind one for slot {latest}; put them in the order of time.", nameof(intentions));
            latest = slot;
        }

        (MadeAt, Intentions, Index) = (madeAt, intentions, index);
    }

    /// <summary>The tick at which it was made, or last changed.</summary>
    public long MadeAt { get; }

    public IReadOnlyList<Intention> Intentions { get; }

    /// <summary>So many of the intentions are over.</summary>
    public int Index { get; }

    public bool Finished => Index == Intentions.Count;

    /// <summary>What is to be done in this slot; null when all is over or the next thing's time has not come.</summary>
    public Intention? Current(int slot) => IndexAt(slot) is { } i ? Intentions[i] : null;

    /// <summary>The plan once what is current in this slot is done; itself when nothing is.</summary>
    public DayPlan Advance(int slot) => IndexAt(slot) is { } i ? new DayPlan(MadeAt, [.. Intentions], i + 1) : this;

    /// <summary>The plan with other intentions for what is not over yet; what is over stays as it was.</summary>
    public DayPlan Replace(long tick, IReadOnlyList<Intention> rest) => new(tick, [.. Intentions.Take(Index), .. rest], Index);

    /// <summary>A line for each intention, with its time and place, and whether it is over or to be done now.</summary>
    /// <param name="nameOfSlot">How a prompt calls a slot, e.g. <c>morning</c>; without it, <c>slot 3</c>.</param>
    public string ToPrompt(int slot, Func<int, string>? nameOfSlot = null)
    {
        var current = IndexAt(slot);
        var text = new StringBuilder();
        for (var i = 0; i < Intentions.Count; i++)
        {
            var intention = Intentions[i];
            if (i > 0) text.Append('\n');
            text.Append(i + 1).Append(". ");
            if (intention.Slot is { } time) text.Append(nameOfSlot?.Invoke(time) ?? $"slot {time}").Append(": ");
            text.Append(Retelling.OnOneLine(intention.What));
            if (intention.Place is { } place) text.Append(" (").Append(Retelling.OnOneLine(place)).Append(')');
            if (i == current) text.Append(" - now");
            else if (i < (current ?? Index)) text.Append(" - over");
        }

        return text.ToString();
    }

    public void Save(BinaryWriter w)
    {
        ArgumentNullException.ThrowIfNull(w);
        w.Write(Mark);
        w.Write(Version);
        w.Write(MadeAt);
        w.Write(Index);
        w.Write(Intentions.Count);
        foreach (var (what, place, slot) in Intentions)
        {
            w.WriteText(what);
            w.WriteText(place);
            w.Write(slot is not null);
            w.Write(slot ?? 0);
        }
    }

    public static DayPlan Load(BinaryReader r)
    {
        ArgumentNullException.ThrowIfNull(r);
        return Saved.Whole("day plan", () => LoadWhole(r));
    }

    private static DayPlan LoadWhole(BinaryReader r)
    {
        Saved.Expect(r.ReadUInt32() == Mark, "it does not begin with the mark of a plan");
        var version = r.ReadInt32();
        Saved.Expect(version == Version, $"it has version {version}, this program reads version {Version}");
        var (madeAt, index) = (r.ReadInt64(), r.ReadCount());
        var intentions = new List<Intention>();
        for (var left = r.ReadCount(); left > 0; left--)
        {
            var (what, place, hasSlot, slot) = (r.ReadText(), r.ReadOptionalText(), r.ReadBoolean(), r.ReadInt32());
            intentions.Add(new Intention(what, place, hasSlot ? slot : null));
        }

        Saved.Expect(index <= intentions.Count, $"{index} intentions of {intentions.Count} are over");
        return new DayPlan(madeAt, [.. intentions], index);
    }

    private int? IndexAt(int slot)
    {
        int? current = Finished || Intentions[Index].Slot > slot ? null : Index;
        for (var i = Index + 1; i < Intentions.Count; i++)
            if (Intentions[i].Slot <= slot) current = i;
        return current;
    }
}
