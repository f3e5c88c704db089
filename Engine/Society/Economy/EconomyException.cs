using PersonaSim.Native;

namespace PersonaSim.Engine.Society.Economy;

/// <summary>The books do not balance: a fault of ours.</summary>
public sealed class EconomyException(string message) : PersimException(message)
{
    public override int ExitCode => 2;
}
