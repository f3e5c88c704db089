using PersonaSim.Engine.Agents.Personas;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>Everybody has the same traits.</summary>
internal sealed class Tempers(Traits traits = default) : ITempers
{
    public Traits TraitsOf(string who, long tick) => traits;

    /// <summary>So much of one trait, nothing of the others.</summary>
    public static Tempers With(char trait, double amount)
    {
        var values = new double[Traits.Letters.Length];
        values[Traits.Letters.IndexOf(trait, StringComparison.Ordinal)] = amount;
        return new Tempers(Traits.Of(values));
    }

    public override string ToString() => traits.ToString();
}
