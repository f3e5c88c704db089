using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Files;

/// <summary>What stands at a path. .NET itself takes a device or a pipe for a file.</summary>
public static unsafe class FileKinds
{
    private const int TypeMask = 0xf000;

    /// <summary>The kind of what the path names; a link is a link, unless it is followed.</summary>
    public static FileKind Of(string path, bool followLinks = false)
    {
        if (path.Length == 0) return FileKind.Missing;
        if (OperatingSystem.IsLinux() && Stat(path, followLinks) is { } kind) return kind;
        var info = new FileInfo(path);
        if (info.LinkTarget is not null)
        {
            if (!followLinks) return FileKind.Link;
            if (Resolve(info) is not { } target) return FileKind.Missing;
            return Of(target);
        }

        if (Directory.Exists(path)) return FileKind.Folder;
        if (!info.Exists) return FileKind.Missing;
        // without a stat of its own: devices, pipes and sockets have no length
        return info.Length > 0 || OperatingSystem.IsWindows() ? FileKind.Regular : FileKind.Special;
    }

    /// <summary>The kind in words, for a message.</summary>
    public static string Describe(this FileKind kind) => kind switch
    {
        FileKind.Missing => "does not exist",
        FileKind.Folder => "is a folder",
        FileKind.Link => "is a symbolic link",
        FileKind.Special => "is a device, a pipe or a socket",
        _ => "is a file",
    };

    /// <summary>Refuses to put a file where something other than a file stands, whatever the caller was told to replace.</summary>
    public static void RequireReplaceable(string path)
    {
        var kind = Of(path);
        if (kind is FileKind.Missing or FileKind.Regular) return;
        throw new InputException($"{path} {kind.Describe()}, which is never replaced: {(kind == FileKind.Link ? "remove it first, or name what it points to" : "give the name of a file")}.");
    }

    private static string? Resolve(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null; // links in a circle
        }
    }

    // null: statx is not to be had here (an old libc, a strict sandbox), or the path cannot be looked at
    private static FileKind? Stat(string path, bool followLinks)
    {
        var buffer = stackalloc byte[LibC.StatxBytes]; // filled by the call, read only after it
        try
        {
            if (LibC.statx(LibC.AT_FDCWD, path, followLinks ? 0 : LibC.AT_SYMLINK_NOFOLLOW, LibC.STATX_TYPE, buffer) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        return (MemoryMarshal.Read<ushort>(new ReadOnlySpan<byte>(buffer, LibC.StatxBytes)[LibC.StatxMode..]) & TypeMask) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            _ => FileKind.Special,
        };
    }
}
