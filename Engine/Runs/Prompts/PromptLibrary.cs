using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Prompts;

/// <summary>
/// The texts that a study sends, from a folder that researchers edit. A file is used by its path below the folder without its ending, e.g.
/// <c>town/act</c>; the manifest names the hash of each that was used. A run keeps a copy of each text when it is first read and reads that one
/// from then on: whoever edits a text changes later runs, never one that has begun.
/// </summary>
/// <param name="folder">Where texts are edited.</param>
/// <param name="kept">The run's own folder of texts; null: none.</param>
/// <param name="keeps">Whether texts are copied there when they are first read; otherwise it is only looked into.</param>
public sealed class PromptLibrary(string folder, string? kept = null, bool keeps = false)
{
    private readonly SortedDictionary<string, (PromptText Text, string Hash)> _read = new(StringComparer.Ordinal);

    public string Folder { get; } = folder;

    /// <summary>The texts used so far and the SHA-256 of their files.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _read.ToDictionary(r => r.Key, r => r.Value.Hash, StringComparer.Ordinal);

    public PromptText this[string name]
    {
        get
        {
            if (_read.TryGetValue(name, out var known)) return known.Text;
            var own = kept is null ? null : Path.Combine(kept, name + ".md");
            var path = File.Exists(own) ? own : Path.Combine(Folder, name + ".md");
            if (!File.Exists(path))
            {
                var there = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Select(f => Path.ChangeExtension(Path.GetRelativePath(Folder, f), null).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList() : [];
                var meant = Nearest.Of(name, there) is { } nearest ? $" Did you mean {nearest}?" : "";
                throw new InputException($"There is no prompt '{name}': {path} does not exist.{meant} A run reads its texts from {Folder}; restore the file, or point --prompts at a folder that has it.");
            }

            var bytes = File.ReadAllBytes(path);
            var text = PromptText.Parse(name, Encoding.UTF8.GetString(bytes));
            if (keeps && own is not null && path != own)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(own)!);
                File.WriteAllBytes(own + ".new", bytes); // a run that is killed here must not go on with half a text
                File.Move(own + ".new", own, overwrite: true);
            }

            _read[name] = (text, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            return text;
        }
    }
}
