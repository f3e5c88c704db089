using PersonaSim.Native;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// A cache for each sequence: a row attends to its own ask's cells only, but a batch is equally many tokens of consecutive sequences, or it
/// would be reordered. Prompts come in groups of neighbours, filled up where they are short by a few rows that are taken out again; steps come
/// one token for everyone. When nobody is waiting, finished sequences are closed up by moving the last ones down.
/// </summary>
internal sealed class SequencePlan(LlamaContext context) : ICachePlan
{
    private const int Tile = 64; // rows of one sequence from which on the CPU's flash attention is tiled
    private readonly Dictionary<string, byte[]> _prefixes = new(StringComparer.Ordinal);
    private readonly List<(SequenceId Sequence, int From)> _filled = []; // rows beyond what these sequences wanted
    private int _live;

    public double Use => _live / (double)context.Sequences;

    public void Begin(IReadOnlyList<(Prefix Prefix, byte[] State)> prefixes)
    {
        _prefixes.Clear();
        _filled.Clear();
        _live = 0;
        foreach (var (prefix, state) in prefixes) _prefixes.Add(prefix.Key, state);
    }

    public bool Fits(Prompt prompt, int cells, bool alone)
    {
        var needed = cells + (prompt.SharesPrefix ? prompt.SharedLength : 0);
        if (needed > context.SequenceCells) throw new InputException($"Ask {prompt.Ask.Key} needs {needed} cells, {context.SequenceCells} are there for each; give the mind's asks more cells.");
        return true;
    }

    public void Place(Slot slot)
    {
        _live++;
        if (slot.Prompt.SharesPrefix) context.Cache.Restore(slot.Sequence, _prefixes[LlamaMind.KeyOf(slot.Prompt)]);
    }

    public int Fill(DecodeBatch batch, Slot?[] slots)
    {
        // whoever has more than one token to compute goes first, so that all others wait for one step together
        var first = Array.FindIndex(slots, s => s is { Left: > 1 } or { WantsEachRow: true });
        return first >= 0 ? FillGroup(batch, slots, first) : FillStep(batch, slots);
    }

    public void AfterDecode()
    {
        foreach (var (sequence, from) in _filled) context.Cache.Remove(sequence, from);
        _filled.Clear();
    }

    public bool TryGrow(Slot slot) => slot.Position + slot.Left <= context.SequenceCells;

    public void Release(Slot slot)
    {
        _live--;
        context.Cache.Remove(slot.Sequence);
    }

    // The group is chosen greedily: a neighbour joins while the rows fit and at most a quarter of them is filling.
    private int FillGroup(DecodeBatch batch, Slot?[] slots, int first)
    {
        var (count, length) = Group(slots, first, batch.Capacity);
        var wanted = 0;
        for (var s = first; s < first + count; s++) wanted += Add(batch, slots[s]!, length);
        return wanted;
    }

    private (int Count, int Length) Group(Slot?[] slots, int first, int capacity)
    {
        // long prompts: whole tiles of as many neighbours as there are
        var wide = 0;
        while (first + wide < slots.Length && (wide + 1) * Tile <= capacity && slots[first + wide] is { WantsEachRow: false, Left: >= Tile }) wide++;
        if (wide > 1) return (wide, Tile);
        var leader = slots[first]!;
        var (count, length, wanted) = (1, Math.Min(leader.Left, capacity), Math.Min(leader.Left, capacity));
        if (leader.Left >= Tile) return (count, length);
        var outputs = Outputs(leader);
        for (var s = first + 1; s < slots.Length; s++)
        {
            if (slots[s] is not { } slot || slot.Left >= Tile || (slot.Left == 1 && !slot.WantsEachRow)) break;
            var longest = Math.Max(length, slot.Left);
            outputs += Outputs(slot);
            if ((count + 1) * longest > capacity || outputs > context.OutputRows || 4 * (wanted + slot.Left) < 3 * (count + 1) * longest) break;
            if (Enumerable.Range(first, count + 1).Any(i => slots[i]!.Position + longest > context.SequenceCells)) break; // no room for filling
            (count, wanted, length) = (count + 1, wanted + slot.Left, longest);
        }

        return (count, length);
    }

    private static int Outputs(Slot slot) => slot.WantsEachRow ? slot.Left : 1;

    private int FillStep(DecodeBatch batch, Slot?[] slots)
    {
        var last = Array.FindLastIndex(slots, s => s is not null);
        for (var hole = Array.IndexOf(slots, null); hole >= 0 && hole < last; hole = Array.IndexOf(slots, null))
        {
            Move(slots, last, hole);
            last = Array.FindLastIndex(slots, s => s is not null);
        }

        for (var s = 0; s <= last; s++) Add(batch, slots[s]!, 1);
        return batch.Count;
    }

    // nobody is waiting for the hole, or it would have been taken; copying a cache costs less than computing a row for it at every step
    private void Move(Slot?[] slots, int from, int to)
    {
        var slot = slots[from]!;
        var target = new SequenceId(to);
        context.Cache.Copy(slot.Sequence, target);
        context.Cache.Remove(slot.Sequence);
        context.Steering?.Set(target, slot.Prompt.Doses, slot.Prompt.SteeredFrom);
        context.Steering?.Clear(slot.Sequence);
        slot.Sequence = target;
        (slots[to], slots[from]) = (slot, null);
    }

    private int Add(DecodeBatch batch, Slot slot, int length)
    {
        var own = Math.Min(slot.Left, length);
        slot.Feed(batch, own);
        if (own == length) return own;
        _filled.Add((slot.Sequence, slot.Position));
        for (var i = own; i < length; i++) batch.Add(0, slot.Position + i - own, slot.Sequence, output: false);
        return own;
    }
}
