using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PersonaSim.Native.Models.Probing;

/// <summary>Small JSON files in one folder: a verdict per content and producer, a content hash per path.</summary>
internal sealed class VerdictCache(string directory, TimeProvider time)
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    // a file written this recently may change again without a new time stamp
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2);

    private sealed record KnownHash(string Path, FileStamp Stamp, string Sha256);

    public ProbeVerdict? Find(string sha256, string producer, ProbeLimits limits)
    {
        var found = Read<ProbeVerdict>(VerdictPath(sha256, producer));
        return found is not null && found.Sha256 == sha256 && found.StillHolds(producer, limits) ? found : null;
    }

    public void Store(ProbeVerdict verdict) => Write(VerdictPath(verdict.Sha256, verdict.Producer), verdict);

    /// <summary>The file's SHA-256, computed only when its path, length or time stamp is new.</summary>
    public string HashOf(string path, FileStamp stamp)
    {
        var full = Path.GetFullPath(path);
        var entry = Path.Combine(directory, $"path-{Short(full)}.json");
        if (Read<KnownHash>(entry) is { } known && known.Path == full && known.Stamp == stamp) return known.Sha256;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (time.GetUtcNow().UtcTicks - stamp.ModifiedTicks > _settled.Ticks) Write(entry, new KnownHash(full, stamp, hash));
        return hash;
    }

    /// <summary>Notes a hash that was computed while the file was written, so that gigabytes are not read once more for it.</summary>
    public void Remember(string path, FileStamp stamp, string sha256)
    {
        var full = Path.GetFullPath(path);
        Write(Path.Combine(directory, $"path-{Short(full)}.json"), new KnownHash(full, stamp, sha256));
    }

    private string VerdictPath(string sha256, string producer) => Path.Combine(directory, $"verdict-{sha256}-{Short(producer)}.json");

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    // an unreadable entry is as good as none: the file is hashed or probed again and the entry rewritten
    private static T? Read<T>(string path) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), _json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // without an entry the work is done again, and the verdict is the same: a full or read-only disk must not fail the caller
    private void Write<T>(string path, T value)
    {
        var partial = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(value, _json));
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(partial);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // nothing was written
        }
    }
}
