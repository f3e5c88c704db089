namespace PersonaSim.Engine.Studies.Town.Environments;

/// <summary>A place as an environment sees it: its name, and what it is for, so that the town's own tables decide where a task happens.</summary>
/// <param name="Purposes">Tags such as <see cref="Library"/>; unknown ones mean nothing here.</param>
public sealed record EnvironmentPlace(string Name, IReadOnlyList<string> Purposes)
{
    /// <summary>Where <c>research</c> looks things up.</summary>
    public const string Library = "library";

    /// <summary>Where <c>policy</c> fills in and hands in its sheets.</summary>
    public const string Hall = "hall";

    /// <summary>Somebody's home: <c>nav</c> hides nothing there.</summary>
    public const string Home = "home";

    public bool Serves(string purpose) => Purposes.Contains(purpose, StringComparer.OrdinalIgnoreCase);
}
