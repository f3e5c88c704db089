using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Engine.Exports.Bundles;

/// <summary>An unpacked bundle, in a folder that goes with it. It is whole: every entry has the hash that the bundle's last one says.</summary>
public sealed class Bundle : IDisposable
{
    private readonly DirectoryInfo _folder;

    private Bundle(DirectoryInfo folder) => _folder = folder;

    public BundleContents Contents { get; private set; } = null!;

    public RunFolder Folder { get; private set; } = null!;

    /// <summary>Where an entry was unpacked.</summary>
    public string PathOf(string entry) => Path.Combine(_folder.FullName, "run", entry);

    public static Bundle Open(string path)
    {
        if (!File.Exists(path)) throw new InputException($"There is no bundle {path}; `persim bundle RUN` makes one.");
        var bundle = new Bundle(Directory.CreateTempSubdirectory("persim-bundle-"));
        try
        {
            using var zip = ZipFile.OpenRead(path);
            bundle.Contents = Read(zip, path);
            bundle.Unpack(zip, path);
            bundle.Folder = RunFolder.Find(bundle._folder.FullName, "run");
            return bundle;
        }
        catch (InvalidDataException e)
        {
            bundle.Dispose();
            throw new InputException($"{path} is no bundle: {e.Message.TrimEnd('.')}. It was cut off or changed on its way; get it again.", e);
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static BundleContents Read(ZipArchive zip, string path)
    {
        var entry = zip.GetEntry(BundleContents.Entry) ?? throw new InputException($"{path} is no bundle of a run: it has no {BundleContents.Entry}. `persim bundle RUN` makes one.");
        using var reader = new StreamReader(entry.Open());
        try
        {
            var contents = BundleContents.Read(reader.ReadToEnd());
            return contents.Format <= BundleContents.Newest ? contents : throw new InputException($"{path} has format {contents.Format}, this version of persim reads up to {BundleContents.Newest}: use the version that made it or a newer one (it says {contents.Persim}).");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: its {BundleContents.Entry} was changed ({e.Message.Split('\n')[0].TrimEnd('.')}); get the bundle again from whoever made it.", e);
        }
    }

    private void Unpack(ZipArchive zip, string path)
    {
        var root = Path.GetFullPath(PathOf(""));
        var there = zip.Entries.Select(e => e.FullName).ToList();
        if (Contents.Files.Keys.Except(there, StringComparer.Ordinal).FirstOrDefault() is { } missing) throw Tampered(path, missing, "is missing");
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName == BundleContents.Entry) continue;
            if (!Contents.Files.TryGetValue(entry.FullName, out var expected) || there.Count(n => n == entry.FullName) > 1) throw Tampered(path, entry.FullName, "was added");
            var target = Path.GetFullPath(PathOf(entry.FullName));
            if (!target.StartsWith(root, StringComparison.Ordinal)) throw Tampered(path, entry.FullName, "leads out of the bundle's folder");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target);
            using var stream = File.OpenRead(target);
            var found = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (found != expected) throw Tampered(path, entry.FullName, $"was changed (its hash is {found[..12]}, and the bundle says {expected[..12]})");
        }
    }

    private static InputException Tampered(string path, string entry, string what) => new($"{path}: {entry} {what}, so this is not the bundle that was made; get it again from whoever made it.");
}
