using PersonaSim.Native;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// One cache for all: a prefix's cells are shared, not copied, an ask takes what it needs, and rows may come in any order. Every row attends
/// over every cell, masked or not.
/// </summary>
internal sealed class UnifiedPlan : ICachePlan
{
    internal const int TileRows = 64; // below so many rows the CPU's flash attention is not tiled
    private readonly LlamaContext _context;
    private readonly bool _pad;
    private readonly SequenceId _padding; // the last sequence holds the rows that fill a tile
    private readonly Dictionary<string, Prefix> _prefixes = new(StringComparer.Ordinal);
    private int _free;

    public UnifiedPlan(LlamaContext context, bool padRows) => (_context, _pad, _padding) = (context, padRows, new SequenceId(context.Sequences - 1));

    public double Use => 1 - (_free / (double)_context.Cells);

    public void Begin(IReadOnlyList<(Prefix Prefix, byte[] State)> prefixes)
    {
        _prefixes.Clear();
        _free = _context.Cells - (_pad ? TileRows : 0);
        foreach (var (prefix, state) in prefixes)
        {
            _context.Cache.Restore(prefix.Sequence, state);
            _prefixes.Add(prefix.Key, prefix);
            _free -= prefix.Tokens.Length;
        }
    }

    public bool Fits(Prompt prompt, int cells, bool alone)
    {
        if (cells <= _free) return true;
        return alone ? throw new InputException($"Ask {prompt.Ask.Key} needs {cells} cells beside the shared prefixes, {_free} are there; give the mind more cells.") : false;
    }

    public void Place(Slot slot)
    {
        _free -= slot.Reserved;
        if (slot.Prompt.SharesPrefix) _context.Cache.Copy(_prefixes[LlamaMind.KeyOf(slot.Prompt)].Sequence, slot.Sequence);
    }

    // First the answers that are under way, a few tokens each, then as much of the prompts as fits.
    public int Fill(DecodeBatch batch, Slot?[] slots)
    {
        foreach (var generating in new[] { true, false })
        {
            foreach (var slot in slots)
            {
                if (slot is not null && slot.Left > 0 && slot.IsGenerating == generating) Feed(batch, slot);
            }
        }

        var wanted = batch.Count;
        if (!_pad) return wanted;
        for (var i = 0; batch.Count < Math.Min(TileRows, batch.Capacity); i++) batch.Add(0, i, _padding, output: false);
        return wanted;
    }

    public void AfterDecode()
    {
        if (_pad && _context.Cache.Range(_padding) is not null) _context.Cache.Remove(_padding);
    }

    // what an answer needs beyond its share is taken from what is free
    public bool TryGrow(Slot slot)
    {
        var beyond = slot.Position + slot.Left - slot.First - slot.Reserved;
        if (beyond <= 0) return true;
        if (beyond > _free) return false;
        slot.Reserved += beyond;
        _free -= beyond;
        return true;
    }

    public void Release(Slot slot)
    {
        _free += slot.Reserved;
        _context.Cache.Remove(slot.Sequence);
    }

    private void Feed(DecodeBatch batch, Slot slot)
    {
        var count = Math.Min(slot.Left, batch.Capacity - batch.Count);
        var outputs = _context.OutputRows - batch.Outputs;
        if (slot.WantsEachRow) count = Math.Min(count, outputs) < slot.Left ? 0 : slot.Left;
        else if (count == slot.Left && outputs == 0) count--; // its logits come with a later decode
        slot.Feed(batch, count);
    }
}
