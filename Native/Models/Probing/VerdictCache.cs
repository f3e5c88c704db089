using System.Security.Cryptography;

namespace PersonaSim.Native.Models.Probing;

/// <summary>Small JSON files in one folder: a verdict per content and producer, a content hash per path.</summary>
internal sealed class VerdictCache(string directory, TimeProvider time)
{
    private readonly NoteFolder _notes = new(directory);

    // a file written this recently may change again without a new time stamp
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2);

    private sealed record KnownHash(string Path, FileStamp Stamp, string Sha256);

    public ProbeVerdict? Find(string sha256, string producer, ProbeLimits limits)
    {
        var found = _notes.Read<ProbeVerdict>(NameOf(sha256, producer));
        return found is not null && found.Sha256 == sha256 && found.StillHolds(producer, limits) ? found : null;
    }

    public void Store(ProbeVerdict verdict) => _notes.Write(NameOf(verdict.Sha256, verdict.Producer), verdict);

    /// <summary>The file's SHA-256, computed only when its path, length or time stamp is new.</summary>
    public string HashOf(string path, FileStamp stamp)
    {
        var full = Path.GetFullPath(path);
        var entry = $"path-{NoteFolder.Short(full)}.json";
        if (_notes.Read<KnownHash>(entry) is { } known && known.Path == full && known.Stamp == stamp) return known.Sha256;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (time.GetUtcNow().UtcTicks - stamp.ModifiedTicks > _settled.Ticks) _notes.Write(entry, new KnownHash(full, stamp, hash));
        return hash;
    }

    /// <summary>Notes a hash that was computed while the file was written, so that gigabytes are not read once more for it.</summary>
    public void Remember(string path, FileStamp stamp, string sha256)
    {
        var full = Path.GetFullPath(path);
        _notes.Write($"path-{NoteFolder.Short(full)}.json", new KnownHash(full, stamp, sha256));
    }

    private static string NameOf(string sha256, string producer) => $"verdict-{sha256}-{NoteFolder.Short(producer)}.json";
}
