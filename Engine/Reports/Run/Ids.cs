namespace PersonaSim.Engine.Reports.Run;

/// <summary>Ids of figures from names that come out of a store.</summary>
internal static class Ids
{
    public static string Of(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
