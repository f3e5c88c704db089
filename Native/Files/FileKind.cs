namespace PersonaSim.Native.Files;

public enum FileKind
{
    Missing,
    Regular,
    Folder,
    Link,

    /// <summary>A device, a pipe, a socket: nothing that may be replaced or read as a model.</summary>
    Special,
}
