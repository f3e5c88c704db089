using System.Security.Cryptography;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Cli.Checks;

/// <summary>A model that was trained here names the hashes of the texts it learnt: it ages with them.</summary>
internal static class TrainedTexts
{
    /// <summary>What a training writes before the name of a text.</summary>
    public const string Prefix = "persim.source.";

    /// <summary>As a key of a model file has it.</summary>
    public static string Key(string source) => Prefix + source.Replace('/', '.');

    /// <summary>The texts of a model file and their hashes, in order; none where it was not trained here.</summary>
    public static SortedDictionary<string, string> Of(GgufMetadata metadata) =>
        new(metadata.Keys.Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(k => k[Prefix.Length..], metadata.GetString), StringComparer.Ordinal);

    /// <summary>A finding for each model that knows its texts.</summary>
    public static IEnumerable<Finding> Examine()
    {
        Dictionary<string, string>? now = null;
        foreach (var path in ModelFiles.All())
        {
            SortedDictionary<string, string> trained;
            try
            {
                using var file = GgufFile.Open(path);
                trained = Of(file.Metadata);
            }
            catch (PersimException)
            {
                continue; // the check of the models says so
            }

            if (trained.Count == 0) continue;
            now ??= Hashes(Folders.Prompts);
            var changed = trained.Where(t => now.GetValueOrDefault(Prefix + t.Key) != t.Value).Select(t => t.Key).ToList();
            var name = Path.GetFileNameWithoutExtension(path);
            yield return changed.Count == 0
                ? Finding.Pass("trained texts", $"{name} was trained on the {Words.Count(trained.Count, "text")} that are there")
                : Finding.Warn("trained texts", $"{name} was trained on other wordings than are there now, {changed.Count} of {trained.Count}: {string.Join(", ", changed)}", $"Train it anew (`persim models train --help`), or take back the changes in {Folders.Show(Folders.Prompts)}: what it was taught fits these texts less well.");
        }
    }

    private static Dictionary<string, string> Hashes(string folder)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            hashes[Key(name.EndsWith(".md", StringComparison.Ordinal) ? name[..^3] : name)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return hashes;
    }
}
