namespace PersonaSim.Engine.Runs;

/// <summary>Where a loop's time went.</summary>
public sealed class RunTimings
{
    public long Ticks { get; set; }

    public long Answers { get; set; }

    /// <summary>Answers that a store already held.</summary>
    public long Recalled { get; set; }

    /// <summary>Inside minds.</summary>
    public TimeSpan Minds { get; set; }

    /// <summary>Asking and applying: the study itself.</summary>
    public TimeSpan Study { get; set; }

    /// <summary>Adding doses, texts and hashes to asks.</summary>
    public TimeSpan Treatment { get; set; }

    /// <summary>Writing pages and steps.</summary>
    public TimeSpan Commit { get; set; }

    /// <summary>Saving states.</summary>
    public TimeSpan Checkpoint { get; set; }
}
