using System.Globalization;

namespace PersonaSim.Cli.Wiring;

/// <summary>Small pieces of a sentence.</summary>
internal static class Words
{
    /// <summary>1 thread, 2 threads.</summary>
    public static string Count(long number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");

    public static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
