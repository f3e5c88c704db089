namespace PersonaSim.Native.Training;

/// <summary>The innermost sums of <see cref="FloatProduct"/>, for one width of vectors.</summary>
internal unsafe interface IFloatTiles
{
    /// <summary>Of m in a tile: two vectors.</summary>
    static abstract int Wide { get; }

    /// <summary>Of n in a tile: twice as many sums stay in registers.</summary>
    static abstract int Tall { get; }

    /// <summary>Sums over all k of <paramref name="a"/>, whose steps of m lie one behind the other, times b.</summary>
    /// <param name="more">Whether c holds sums already that these are added to.</param>
    static abstract void Tile(float* a, float* b, long bk, long bn, float* c, long cn, int depth, bool more);
}
