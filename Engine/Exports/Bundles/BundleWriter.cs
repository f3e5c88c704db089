using System.IO.Compression;
using System.Security.Cryptography;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Exports.Bundles;

/// <summary>
/// Everything that a replay needs in one file: configuration, manifest, texts, people and recorded answers, with hashes. The same run gives the
/// same bytes: entries are sorted, their times fixed.
/// </summary>
public static class BundleWriter
{
    private static readonly DateTimeOffset _anyTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the earliest that a zip can say

    /// <param name="outside">Settings that name files outside the run's folder, with those files.</param>
    public static BundleContents Write(RunFolder folder, RunManifest manifest, IRunStore store, IReadOnlyDictionary<string, string> outside, string path, Action<long>? progress, CancellationToken cancellation)
    {
        var scratch = Directory.CreateTempSubdirectory("persim-bundle-");
        try
        {
            var last = BundleRecord.Copy(store, manifest, Path.Combine(scratch.FullName, "record"), progress, cancellation);
            File.WriteAllText(Path.Combine(scratch.FullName, "manifest.json"), manifest.Write());
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["config.yaml"] = folder.Config,
                ["manifest.json"] = Path.Combine(scratch.FullName, "manifest.json"),
                [SqliteRunStore.FileName] = Path.Combine(scratch.FullName, "record", SqliteRunStore.FileName),
            };
            if (File.Exists(folder.People)) files["people.csv"] = folder.People;
            if (File.Exists(folder.Doses)) files["doses.json"] = folder.Doses;
            Add(files, "prompts", folder.Prompts);
            var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (setting, place) in outside)
            {
                settings[setting] = "files/" + setting;
                if (Directory.Exists(place)) Add(files, "files/" + setting, place);
                else files["files/" + setting] = place;
            }

            var contents = new BundleContents(BundleContents.Newest, manifest.Run, manifest.Persim, manifest.TicksDone, last.EventHash, last.ProbeHash, Hashes(files), settings);
            Zip(files, contents, path, cancellation);
            return contents;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void Add(SortedDictionary<string, string> files, string name, string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) files[$"{name}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}"] = file;
    }

    private static SortedDictionary<string, string> Hashes(SortedDictionary<string, string> files)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, file) in files)
        {
            using var stream = File.OpenRead(file);
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        return hashes;
    }

    // first under another name: whoever sees the file sees all of it
    private static void Zip(SortedDictionary<string, string> files, BundleContents contents, string path, CancellationToken cancellation)
    {
        var draft = $"{path}.part-{Environment.ProcessId}";
        try
        {
            using (var zip = new ZipArchive(new FileStream(draft, FileMode.Create), ZipArchiveMode.Create))
            {
                foreach (var (name, file) in files)
                {
                    cancellation.ThrowIfCancellationRequested();
                    using var from = File.OpenRead(file);
                    using var to = New(zip, name);
                    from.CopyTo(to);
                }

                using var last = new StreamWriter(New(zip, BundleContents.Entry));
                last.Write(contents.Write());
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static Stream New(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _anyTime;
        entry.ExternalAttributes = 0;
        return entry.Open();
    }
}
