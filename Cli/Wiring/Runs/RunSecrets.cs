using System.Text.RegularExpressions;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>A run's folder may be given away: what is kept there holds no password.</summary>
internal static partial class RunSecrets
{
    /// <summary>The configuration's text, its store's password left out; who opens the run again gives it by PGPASSWORD.</summary>
    public static string Without(string text, RunConfig config)
    {
        if (config.Store is not { } address) return text;
        var bare = Password().Replace(address, "");
        return text.Replace(ConfigText.Quote(address), ConfigText.Quote(bare), StringComparison.Ordinal);
    }

    // the user's name, and what stands between the colon and the @ behind it
    [GeneratedRegex(@"(?<=^[a-z]+://[^/:@]*)(:[^/@]*)(?=@)")]
    private static partial Regex Password();
}
