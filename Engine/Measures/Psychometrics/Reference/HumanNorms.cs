namespace PersonaSim.Engine.Measures.Psychometrics.Reference;

/// <summary>
/// Published standard deviations among people, where one could be read in its source. For the IPIP-NEO-120 that is the scoring program of the
/// inventory's author (J. A. Johnson, shortipipneo3.cgi, as kept in github.com/kholia/IPIP-NEO-PI, app/): means and standard deviations of the
/// five sums of 24 items in eight groups of sex and age. Group sizes do not stand there, so the groups count the same, and the result is the
/// spread within a group. For the IPIP-50 nothing could be read at the source, and ipip.ori.org/newNorms.htm advises against canned norms.
/// </summary>
public static class HumanNorms
{
    public const string Source = "J. A. Johnson, scoring program of the IPIP-NEO-120 (shortipipneo3.cgi): root mean square of the standard deviations within eight groups of sex and age, sums of 24 items / 24";

    private const string Instrument = "ipip-neo-120";
    private const int ItemsOfATrait = 24;
    private const string Order = "NEOAC"; // of the columns below

    // men under 21, 21 to 40, 41 to 60, over 60; women the same
    private static readonly double[,] _sd =
    {
        { 15.83, 15.37, 12.37, 14.66, 14.49 },
        { 16.48, 15.21, 12.65, 13.10, 14.27 },
        { 16.04, 14.31, 13.05, 11.76, 13.35 },
        { 15.48, 13.63, 12.21, 11.73, 11.99 },
        { 15.61, 14.98, 11.84, 13.21, 14.38 },
        { 16.16, 14.64, 12.15, 11.39, 13.87 },
        { 16.10, 14.19, 12.62, 9.84, 12.94 },
        { 14.92, 12.73, 12.66, 9.52, 12.43 },
    };

    /// <summary>The standard deviation of a trait's score from 1 to 5 among people; null: none may be named.</summary>
    public static double? Sd(string instrument, char trait)
    {
        var column = Order.IndexOf(trait, StringComparison.Ordinal);
        if (instrument != Instrument || column < 0) return null;
        var squares = Enumerable.Range(0, _sd.GetLength(0)).Average(g => _sd[g, column] * _sd[g, column]);
        return Math.Sqrt(squares) / ItemsOfATrait;
    }
}
