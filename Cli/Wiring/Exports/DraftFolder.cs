using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Exports;

/// <summary>A folder that appears whole or not at all: written beside its place, and moved there when everything is in it.</summary>
internal sealed class DraftFolder : IDisposable
{
    /// <summary>Says that a folder is an export of ours, and may be replaced by a newer one.</summary>
    public const string Marker = "export.json";

    private readonly string _target;
    private bool _kept;

    public DraftFolder(string target)
    {
        _target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        if (File.Exists(_target)) throw new InputException($"{Folders.Show(_target)} is a file; give the export a folder of its own with --out.");
        if (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any() && !File.Exists(System.IO.Path.Combine(_target, Marker))) throw new InputException($"{Folders.Show(_target)} holds something that is no export (it has no {Marker}), and an export replaces a folder as a whole: give it another one with --out.");
        if (Folders.WhyNotWritable(System.IO.Path.GetDirectoryName(_target)!) is { } why) throw new InputException($"{Folders.Show(_target)} cannot be written: {why}. Give the export another folder with --out.");
        Path = $"{_target}.part-{Environment.ProcessId}";
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Keep()
    {
        var old = $"{_target}.old-{Environment.ProcessId}";
        if (Directory.Exists(_target)) Directory.Move(_target, old);
        Directory.Move(Path, _target);
        _kept = true;
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        return _target;
    }

    public void Dispose()
    {
        if (!_kept && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
