using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Ledgers;

/// <summary>A mind reached a cap that the user set; raised before the next call, so every answer so far is whole.</summary>
public sealed class CapReachedException(string mind, string cap, double reached, double allowed)
    : PersimException(string.Create(CultureInfo.InvariantCulture, $"The mind '{mind}' reached its cap on {cap}: {reached:0.######} of {allowed:0.######} allowed. Every page answered so far is kept; resume the run with a higher cap to go on."))
{
    public string Mind { get; } = mind;

    /// <summary>calls, tokens, seconds or cost.</summary>
    public string Cap { get; } = cap;

    public double Reached { get; } = reached;

    public double Allowed { get; } = allowed;

    public override int ExitCode => 1;
}
