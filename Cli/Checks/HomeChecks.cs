using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Loading;

namespace PersonaSim.Cli.Checks;

/// <summary>The doctor's look at the product's own folders; it makes none of them.</summary>
internal static class HomeChecks
{
    public const string OwnFolder = $"Make it writable for this user, or set {Folders.Variable} to a folder of your own.";
    private const long SmallDisk = 2L << 30;

    /// <summary>Fails where the home is no folder.</summary>
    public static Finding Home()
    {
        try
        {
            return Finding.Pass("home", Folders.Root);
        }
        catch (InputException)
        {
            return Finding.Fail("home", $"{Environment.GetEnvironmentVariable(Folders.Variable)} ({Folders.Variable}) is no folder", $"Set {Folders.Variable} to a folder of your own, or unset it.");
        }
    }

    public static IEnumerable<Finding> Models()
    {
        var (good, bad) = (new List<string>(), new List<string>());
        foreach (var path in ModelFiles.All())
        {
            try
            {
                good.Add(ModelCard.Read(path).Name);
            }
            catch (PersimException e)
            {
                bad.Add(e.Message);
            }
        }

        yield return bad.Count > 0 ? Finding.Warn("models", string.Join(Environment.NewLine, bad), "Remove or replace these files.")
            : good.Count == 0 ? Finding.Pass("models", $"none in {Folders.Show(Folders.Models)} yet; `persim models synth` makes one, `persim models add FILE` adds one")
            : Finding.Pass("models", $"{good.Count} in {Folders.Show(Folders.Models)}: {string.Join(", ", good)}");
    }

    /// <summary>Runs must be writable; models may be somebody else's, and the cache has another place to go to.</summary>
    public static IEnumerable<Finding> Stores()
    {
        if (Folders.WhyNotWritable(Folders.Runs) is { } runs)
        {
            yield return Finding.Fail("stores", $"{Folders.Show(Folders.Runs)} cannot be written: {runs}", OwnFolder);
            yield break;
        }

        var models = Folders.WhyNotWritable(Folders.Models);
        var cache = Folders.WhyNotWritable(Folders.Cache);
        if (models is not null) yield return Finding.Warn("stores", $"{Folders.Show(Folders.Models)} cannot be written: {models}", "Models can be used, but none added or made: " + char.ToLowerInvariant(OwnFolder[0]) + OwnFolder[1..]);
        if (cache is not null) yield return Finding.Warn("stores", $"{Folders.Show(Folders.Cache)} cannot be written: {cache}", $"Checks of models are kept in {Folders.UserCache} where that can be written; otherwise every start repeats them.");
        if (models is null && cache is null) yield return Finding.Pass("stores", $"models, runs and .cache in {Folders.Show(Folders.Root)} can be written");
    }

    public static Finding Disk()
    {
        var folder = new DirectoryInfo(Folders.Root);
        while (!folder.Exists && folder.Parent is { } parent) folder = parent;
        var free = new DriveInfo(folder.FullName).AvailableFreeSpace;
        return free < SmallDisk
            ? Finding.Warn("disk", $"{MachineMemory.Gib(free)} free at {Folders.Root}", "Free some space: a long run with a large population writes gigabytes.")
            : Finding.Pass("disk", $"{MachineMemory.Gib(free)} free");
    }
}
