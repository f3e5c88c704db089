namespace PersonaSim.Cli.Wiring;

/// <summary>Where the product keeps its files: the checkout it was started from, or the current folder.</summary>
internal static class Folders
{
    public const string Variable = "PERSIM_HOME";

    /// <summary>PERSIM_HOME, else the checkout that holds this program, else the current folder.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } home ? Path.GetFullPath(home) : Find();

    public static string Models => Path.Combine(Root, "models");

    /// <summary>What can be made again: verdicts on model files, measurements.</summary>
    public static string Cache => Path.Combine(Root, ".cache");

    /// <summary>A path as a user would type it: relative where it lies below the current folder.</summary>
    public static string Show(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PersonaSim.sln"))) return folder.FullName;
        }

        return Environment.CurrentDirectory;
    }
}
