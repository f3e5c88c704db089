using System.Reflection;

namespace PersonaSim.Cli.Wiring;

/// <summary>This program's version, with the commit of the checkout that it was built in: 0.1.0+19bfc81e563b. Built without git it is the number alone.</summary>
internal static class ProgramVersion
{
    private const int CommitDigits = 12;

    public static string Text { get; } = Of(typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <summary>The SDK's spelling with a commit that is short enough to be read.</summary>
    public static string Of(string? informational)
    {
        if (informational is not { Length: > 0 }) return "unknown";
        var plus = informational.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 || informational.Length - plus - 1 <= CommitDigits ? informational : informational[..(plus + 1 + CommitDigits)];
    }
}
