using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Models.Probing;

/// <summary>The way a model file comes into this process: validated here, then tried once in a child, then remembered by its hash.</summary>
public static class ModelGate
{
    /// <summary>
    /// Throws <see cref="GgufFormatException"/> for a file that the validator refuses; otherwise the child's verdict, from the cache where
    /// the same content was tried before.
    /// </summary>
    public static ProbeVerdict Check(string path, ProbeOptions options)
    {
        var stamp = FileStamp.Of(path);
        using (GgufValidator.Open(path, options.Purpose))
        {
            // opened to be checked; the child opens it itself
        }

        var cache = new VerdictCache(options.CacheDirectory, options.Time);
        var hash = cache.HashOf(path, stamp);
        var limits = options.LimitsFor(stamp.Length);
        if (cache.Find(hash, options.Producer, limits) is { } known) return known;
        var verdict = ModelProbe.Run(path, hash, limits, options);
        if (FileStamp.Of(path) != stamp) throw new InputException($"{path}: changed while it was probed; try again when it is complete");
        if (verdict.IsLasting) cache.Store(verdict);
        return verdict;
    }

    /// <summary>The file's SHA-256, computed only when its path, length or time stamp is new.</summary>
    public static string HashOf(string path, string cacheDirectory, TimeProvider? time = null) =>
        new VerdictCache(cacheDirectory, time ?? TimeProvider.System).HashOf(path, FileStamp.Of(path));

    /// <summary>Notes the hash of a file that the caller has just written and nobody else writes; it holds until length or time stamp change.</summary>
    public static void Remember(string path, string sha256, string cacheDirectory, TimeProvider? time = null) =>
        new VerdictCache(cacheDirectory, time ?? TimeProvider.System).Remember(path, FileStamp.Of(path), sha256);

    /// <summary>As <see cref="Check"/>, and throws <see cref="InputException"/> unless the verdict is good.</summary>
    public static ProbeVerdict Require(string path, ProbeOptions options)
    {
        var verdict = Check(path, options);
        return verdict.IsOk
            ? verdict
            : throw new InputException(
                $"{path}: is well-formed, but a trial in a child process failed ({verdict.Outcome}, {options.Producer}): {verdict.Detail}; use another file");
    }
}
