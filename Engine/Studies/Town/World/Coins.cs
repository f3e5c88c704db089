using System.Globalization;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Money in words.</summary>
public static class Coins
{
    public static string Of(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{Math.Abs(cents % 100):00}");
}
