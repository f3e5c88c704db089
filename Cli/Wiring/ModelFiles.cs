using System.Diagnostics;
using PersonaSim.Cli.Commands;
using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Models.Probing;

namespace PersonaSim.Cli.Wiring;

/// <summary>The models folder, and the one way in which a command gets a model: by name or path, through the gate.</summary>
internal static class ModelFiles
{
    // Ctrl-C reaches the child before we hear of it: how long to wait before believing that the child failed by itself
    private static readonly TimeSpan _signalDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Where verdicts are kept: below the home or, where that cannot be written, in the user's own cache.</summary>
    public static string VerdictFolder => Path.Combine(Folders.WhyNotWritable(Folders.Cache) is null ? Folders.Cache : Folders.UserCache, "verdicts");

    /// <summary>GGUF files of the models folder, by name; a pipe of such a name would be waited for without end.</summary>
    public static IReadOnlyList<string> All() => Directory.Exists(Folders.Models)
        ? [.. Directory.EnumerateFiles(Folders.Models, "*.gguf").Where(p => FileKinds.Of(p, followLinks: true) != FileKind.Special).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file a user means: a path, or a name in the models folder with or without its ending.</summary>
    public static string Find(string nameOrPath)
    {
        if (nameOrPath.Length == 0) throw new InputException("a model is wanted: a GGUF file, or a name in the models folder, not ''.");
        string[] candidates = [nameOrPath, Path.Combine(Folders.Models, nameOrPath), Path.Combine(Folders.Models, nameOrPath + ".gguf")];
        foreach (var path in candidates)
        {
            if (FileKinds.Of(path, followLinks: true) == FileKind.Regular) return Path.GetFullPath(path);
        }

        var kind = FileKinds.Of(nameOrPath, followLinks: true);
        if (kind != FileKind.Missing) throw new InputException($"'{nameOrPath}' {kind.Describe()}, not a GGUF file.");
        var known = All().Select(p => Path.GetFileNameWithoutExtension(p)).ToList();
        var has = known.Count == 0 ? "which is empty" : "which has " + string.Join(", ", known);
        var meant = Nearest.Of(nameOrPath, known) is { } nearest ? $" Did you mean {nearest}?" : "";
        throw new InputException($"There is no model '{nameOrPath}', neither as a file nor in {Folders.Show(Folders.Models)} ({has}).{meant} `persim models pull` downloads one, `persim models synth` makes one, `persim models add FILE` adds one.");
    }

    /// <summary>Validates a file and, the first time its content is seen, tries it in a child process.</summary>
    public static void Check(string path, TextWriter error, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        NoteCache(error);
        using var line = new ProgressLine(error, "checking " + Path.GetFileName(path), 1);
        try
        {
            ModelGate.Require(path, new ProbeOptions(VerdictFolder, "llama.cpp " + LlamaRuntime.PinnedVersion, ProbeCommand) { Cancellation = cancellation });
        }
        catch (InputException) when (cancellation.CanBeCanceled && cancellation.WaitHandle.WaitOne(_signalDelay))
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    public static LlamaModel Load(string nameOrPath, TextWriter error, int? gpuLayers, CancellationToken cancellation)
    {
        var path = Find(nameOrPath);
        Check(path, error, cancellation);
        using var line = new ProgressLine(error, "loading " + Path.GetFileName(path), 1000);
        return LlamaModel.Load(path, new ModelOptions { GpuLayers = gpuLayers }, fraction => line.Report((long)(fraction * 1000)), cancellation);
    }

    /// <summary>Says so when sequences grow longer than what the model was trained for.</summary>
    public static void WarnBeyondContext(LlamaModel model, long tokens, TextWriter error)
    {
        if (tokens <= model.TrainedContext) return;
        error.WriteLine($"persim: warning: {tokens:N0} tokens a sequence, but {Path.GetFileName(model.Path)} was trained for {model.TrainedContext:N0}: what it says beyond them means nothing.");
    }

    private static void NoteCache(TextWriter error)
    {
        if (Folders.WhyNotWritable(Folders.Cache) is not { } reason) return;
        error.WriteLine(Folders.WhyNotWritable(Folders.UserCache) is null
            ? $"persim: note: {reason}; what is found out about models is kept in {Folders.UserCache}."
            : $"persim: note: {reason}; what is found out about models is not kept, so every start checks them again.");
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
