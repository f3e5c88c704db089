namespace PersonaSim.Native.Analytics;

/// <summary>DuckDB refused a statement; the message is its own first line. Whoever knows whose statement it was says what to do.</summary>
public sealed class DuckException(string message) : PersimException(message)
{
    public override int ExitCode => 2;
}
