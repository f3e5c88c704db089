namespace PersonaSim.Engine.Runs;

/// <summary>How much of its personality the one who is asked brings along.</summary>
public enum Personality
{
    /// <summary>All that the arm gives it: doses, persona text.</summary>
    Own,

    /// <summary>The persona text of the arm, but no dose: the second half of a probe, with the same history.</summary>
    Undosed,

    /// <summary>None: an observer, the environment.</summary>
    None,
}
