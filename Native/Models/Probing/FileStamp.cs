namespace PersonaSim.Native.Models.Probing;

/// <summary>What changes when a file's content does.</summary>
internal readonly record struct FileStamp(long Length, long ModifiedTicks)
{
    public static FileStamp Of(string path)
    {
        var info = new FileInfo(path);
        return info.Exists
            ? new FileStamp(info.Length, info.LastWriteTimeUtc.Ticks)
            : throw new InputException($"{path}: no such file");
    }
}
