namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>An attempt that another may mend: a cut, a stall, a busy server.</summary>
internal sealed class PullFault(string message, TimeSpan? wait = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the server asked to wait.</summary>
    public TimeSpan? Wait => wait;
}
