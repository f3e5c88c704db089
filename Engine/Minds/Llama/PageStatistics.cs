namespace PersonaSim.Engine.Minds.Llama;

/// <summary>What answering pages took; the counters only grow.</summary>
public sealed record PageStatistics
{
    public long Asks { get; set; }

    /// <summary>Prompt tokens as the asks submitted them.</summary>
    public long SubmittedTokens { get; set; }

    /// <summary>Prompt tokens that were computed: prefixes once, the personal rest of each ask.</summary>
    public long ComputedTokens { get; set; }

    /// <summary>Tokens drawn from the model.</summary>
    public long DrawnTokens { get; set; }

    /// <summary>Answer tokens that the shape forced and that were fed instead of drawn.</summary>
    public long ForcedTokens { get; set; }

    public long Decodes { get; set; }

    /// <summary>Rows of all decodes, padding left out.</summary>
    public long Rows { get; set; }

    public long PrefixesComputed { get; set; }

    public long PrefixesRestored { get; set; }

    public long Refused { get; set; }

    public long Overrides { get; set; }

    /// <summary>Draws that a shape refused, redraws included.</summary>
    public long RefusedDraws { get; set; }

    /// <summary>Seconds inside the library.</summary>
    public double DecodeSeconds { get; set; }

    /// <summary>Seconds of whole pages.</summary>
    public double PageSeconds { get; set; }
}
