using PersonaSim.Native;
using PersonaSim.Native.Files;

namespace PersonaSim.Cli.Wiring;

/// <summary>Where the product keeps its files: the checkout it was started from, or the current folder.</summary>
internal static class Folders
{
    public const string Variable = "PERSIM_HOME";

    /// <summary>PERSIM_HOME, else the checkout that holds this program, else the current folder.</summary>
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } home) return Find();
            return FileKinds.Of(home, followLinks: true) is FileKind.Missing or FileKind.Folder
                ? Path.GetFullPath(home)
                : throw new InputException($"{Variable}={home} is no folder: set it to a folder of your own, or unset it.");
        }
    }

    public static string Models => Path.Combine(Root, "models");

    public static string Runs => Path.Combine(Root, "runs");

    /// <summary>The studies that ship: below the home, else the product's own.</summary>
    public static string Configs => Directory.Exists(Path.Combine(Runs, "configs")) ? Path.Combine(Runs, "configs") : Path.Combine(Find(), "runs", "configs");

    /// <summary>The texts that studies send: below the home, else the product's own.</summary>
    public static string Prompts => Directory.Exists(Path.Combine(Root, "prompts")) ? Path.Combine(Root, "prompts") : Path.Combine(Find(), "prompts");

    /// <summary>What can be made again: verdicts on model files, measurements.</summary>
    public static string Cache => Path.Combine(Root, ".cache");

    /// <summary>The user's own cache folder, for homes that cannot be written.</summary>
    public static string UserCache => Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : SystemCache(), "persim");

    /// <summary>A path as a user would type it: relative where it lies below the current folder.</summary>
    public static string Show(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>A path as a configuration should keep it: relative where it lies below the home, so that the home can be moved.</summary>
    public static string BelowRoot(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }

    /// <summary>Why nothing can be written to a folder (which need not exist yet), or null.</summary>
    public static string? WhyNotWritable(string folder)
    {
        var there = new DirectoryInfo(folder);
        while (!there.Exists && !File.Exists(there.FullName) && there.Parent is { } parent) there = parent;
        if (!there.Exists) return $"{there.FullName} is no folder";
        try
        {
            using var trial = new FileStream(Path.Combine(there.FullName, $".persim-write-test-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    private static string SystemCache()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(user, "Library", "Caches") : Path.Combine(user, ".cache");
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
