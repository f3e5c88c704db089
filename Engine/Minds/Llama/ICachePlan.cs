using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>How asks share the context's cache: what fits, where a shared prefix comes from, and which rows the next decode holds.</summary>
internal interface ICachePlan
{
    /// <summary>Share of the cells in use.</summary>
    double Use { get; }

    /// <summary>Forgets the last page and takes the prefixes of this one; the cache has just been cleared.</summary>
    void Begin(IReadOnlyList<(Prefix Prefix, byte[] State)> prefixes);

    /// <summary>Whether an ask can have its cells now; throws where it could never have them.</summary>
    /// <param name="cells">Beside its shared prefix.</param>
    /// <param name="alone">Nothing is under way that could give cells back.</param>
    bool Fits(Prompt prompt, int cells, bool alone);

    /// <summary>Sets the slot's cells aside and gives its sequence the shared prefix.</summary>
    void Place(Slot slot);

    /// <summary>Fills the batch with what the slots compute next, and returns how many rows that are; some may have to wait for a later decode.</summary>
    int Fill(DecodeBatch batch, Slot?[] slots);

    /// <summary>Takes rows that were only there to fill the batch out of the cache again.</summary>
    void AfterDecode();

    /// <summary>Room for what the slot computes next, beyond its share where there is some.</summary>
    bool TryGrow(Slot slot);

    /// <summary>The slot is done: its sequence and cells are free.</summary>
    void Release(Slot slot);
}
