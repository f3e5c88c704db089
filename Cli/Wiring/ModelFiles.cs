using System.Diagnostics;
using PersonaSim.Cli.Commands;
using PersonaSim.Native;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Cli.Wiring;

/// <summary>The models folder, and the one way in which a command gets a model: by name or path, through the gate.</summary>
internal static class ModelFiles
{
    public static string VerdictFolder => Path.Combine(Folders.Cache, "verdicts");

    /// <summary>GGUF files of the models folder, by name.</summary>
    public static IReadOnlyList<string> All() =>
        Directory.Exists(Folders.Models) ? [.. Directory.EnumerateFiles(Folders.Models, "*.gguf").Order(StringComparer.Ordinal)] : [];

    /// <summary>The file a user means: a path, or a name in the models folder with or without its ending.</summary>
    public static string Find(string nameOrPath)
    {
        if (File.Exists(nameOrPath)) return Path.GetFullPath(nameOrPath);
        foreach (var candidate in new[] { nameOrPath, nameOrPath + ".gguf" })
        {
            var path = Path.Combine(Folders.Models, candidate);
            if (File.Exists(path)) return path;
        }

        var known = All().Select(Path.GetFileNameWithoutExtension).ToList();
        throw new InputException($"There is no model '{nameOrPath}', neither as a file nor in {Folders.Show(Folders.Models)} ({(known.Count == 0 ? "which is empty" : "which has " + string.Join(", ", known))}). `persim models synth` makes one, `persim models add FILE` adds one.");
    }

    /// <summary>Validates a file and, the first time its content is seen, tries it in a child process.</summary>
    public static void Check(string path, TextWriter error, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var line = new ProgressLine(error, "checking " + Path.GetFileName(path), 1);
        ModelGate.Require(path, new ProbeOptions(VerdictFolder, "llama.cpp " + LlamaRuntime.PinnedVersion, ProbeCommand));
    }

    public static LlamaModel Load(string nameOrPath, TextWriter error, int? gpuLayers, CancellationToken cancellation)
    {
        var path = Find(nameOrPath);
        Check(path, error, cancellation);
        using var line = new ProgressLine(error, "loading " + Path.GetFileName(path), 1000);
        return LlamaModel.Load(path, new ModelOptions { GpuLayers = gpuLayers }, fraction => line.Report((long)(fraction * 1000)), cancellation);
    }

    // this program again, as the child that may be aborted in our stead
    private static ProcessStartInfo ProbeCommand(string path)
    {
        var host = Environment.ProcessPath ?? throw new InputException("This process cannot find its own program file, so a model cannot be tried in a child process.");
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
        // started as `dotnet persim.dll` or as an executable of its own; under a test host, persim.dll lies beside the tests
        if (Path.GetFileNameWithoutExtension(host) != "persim") start.ArgumentList.Add(typeof(ModelFiles).Assembly.Location);
        start.ArgumentList.Add(ProbeFileCommand.Name);
        start.ArgumentList.Add(path);
        return start;
    }
}
