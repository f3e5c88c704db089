namespace PersonaSim.Engine.Minds.Llama;

/// <summary>How the asks of a page lie in the context's cache.</summary>
public enum CacheLayout
{
    /// <summary>Chosen by what was measured; see <see cref="CacheChoice"/>.</summary>
    Auto,

    /// <summary>One cache for all: prefixes are shared and asks may be of any length, but every row attends over everybody's cells.</summary>
    Unified,

    /// <summary>A cache for each ask, with a copy of its prefix: a row attends to its own cells only.</summary>
    Separate,
}
