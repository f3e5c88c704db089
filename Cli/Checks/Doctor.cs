using System.Runtime.InteropServices;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;

namespace PersonaSim.Cli.Checks;

/// <summary>The checks, in the order in which a failure would stop a user.</summary>
internal static class Doctor
{
    private const long SmallDisk = 2L << 30;

    public static IReadOnlyList<Finding> Examine(string? model, int? gpuLayers, TextWriter error, CancellationToken cancellation)
    {
        var findings = new List<Finding> { Machine(), Memory(), Runtime() };
        findings.AddRange(Guard("llama.cpp", Library));
        findings.AddRange(Guard("models", () => [Models()]));
        if (model is not null) findings.AddRange(Guard("model", () => [Model(model, gpuLayers, error, cancellation)]));
        findings.AddRange(Guard("stores", () => [Stores()]));
        findings.AddRange(Guard("disk", () => [Disk()]));
        return findings;
    }

    private static List<Finding> Guard(string name, Func<IEnumerable<Finding>> check)
    {
        try
        {
            return [.. check()];
        }
        catch (Exception e) when (e is PersimException or IOException or UnauthorizedAccessException)
        {
            return [new Finding(name, Verdict.Fail, e.Message)];
        }
    }

    private static Finding Machine() => new(
        "machine",
        Verdict.Pass,
        $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {ProcessorName.Read()}, {ThreadCount.Allowed} {(ThreadCount.Allowed == 1 ? "core" : "cores")} for us");

    private static Finding Memory()
    {
        var (available, total) = (MachineMemory.Available(), MachineMemory.Total());
        var detail = $"{MachineMemory.Gib(available)} of {MachineMemory.Gib(total)} available";
        return available < 1L << 30
            ? new Finding("memory", Verdict.Warn, detail, "End other programs, or use a small model and a short context.")
            : new Finding("memory", Verdict.Pass, detail);
    }

    private static Finding Runtime() => new("runtime", Verdict.Pass, $".NET {Environment.Version}, persim {typeof(Doctor).Assembly.GetName().Version?.ToString(3)}");

    private static IEnumerable<Finding> Library()
    {
        var folder = LlamaRuntime.EnsureLoaded();
        yield return new Finding("llama.cpp", Verdict.Pass, $"{LlamaRuntime.Version} (pinned {LlamaRuntime.PinnedVersion}), found by {folder.FoundBy}: {Folders.Show(folder.Path)}");
        var cpu = CpuBackend.Find();
        yield return cpu is null
            ? new Finding("cpu backend", Verdict.Fail, "none of this build's CPU backends fits this processor", $"Set {RuntimeFolder.Variable} to a llama.cpp build made on this machine.")
            : new Finding("cpu backend", Verdict.Pass, $"{cpu.File}: {string.Join(' ', cpu.Features)}");
        foreach (var device in BackendDevice.All())
        {
            yield return new Finding("device", Verdict.Pass, $"{device.Name} ({device.Backend}, {device.Description.Trim()}): {MachineMemory.Gib(device.MemoryFree)} of {MachineMemory.Gib(device.MemoryTotal)} free");
        }

        if (WantsGpu(folder) && !BackendDevice.All().Any(d => d.IsGpu))
        {
            yield return new Finding("gpu", Verdict.Fail, $"{folder.FoundBy} is a GPU build, but llama.cpp sees no GPU here", "Install or update the GPU's driver, or go back with ./build.sh --cpu.");
        }
    }

    private static bool WantsGpu(RuntimeFolder folder) => folder.FoundBy.Contains("cuda", StringComparison.Ordinal) || folder.FoundBy.Contains("vulkan", StringComparison.Ordinal);

    private static Finding Models()
    {
        var good = new List<string>();
        var bad = new List<string>();
        foreach (var path in ModelFiles.All())
        {
            try
            {
                good.Add(ModelCard.Read(path).Name);
            }
            catch (PersimException e)
            {
                bad.Add(e.Message);
            }
        }

        if (bad.Count > 0) return new Finding("models", Verdict.Warn, string.Join(Environment.NewLine, bad), "Remove or replace these files.");
        return new Finding("models", Verdict.Pass, good.Count == 0 ? $"none in {Folders.Show(Folders.Models)} yet; `persim models synth` makes one, `persim models add FILE` adds one" : $"{good.Count} in {Folders.Show(Folders.Models)}: {string.Join(", ", good)}");
    }

    private static Finding Model(string name, int? gpuLayers, TextWriter error, CancellationToken cancellation)
    {
        using var model = ModelFiles.Load(name, error, gpuLayers, cancellation);
        var copied = model.Buffers.Where(b => !b.IsMapped).ToList();
        var detail = $"{Folders.Show(model.Path)}: {model.Description}, {MachineMemory.Gib(model.WeightBytes)} of weights, " + (copied.Count == 0
            ? "all mapped from the file, nothing copied"
            : string.Join(", ", copied.Select(b => $"{MachineMemory.Gib(b.Bytes)} {(b.IsRepacked ? "repacked by ggml for faster kernels" : "copied")} ({b.Name})")));
        return new Finding("model", Verdict.Pass, detail);
    }

    private static Finding Stores()
    {
        var runs = Path.Combine(Folders.Root, "runs");
        Directory.CreateDirectory(runs);
        var trial = Path.Combine(runs, ".write-test");
        File.WriteAllText(trial, "");
        File.Delete(trial);
        return new Finding("stores", Verdict.Pass, $"{Folders.Show(runs)} can be written");
    }

    private static Finding Disk()
    {
        var free = new DriveInfo(Folders.Root).AvailableFreeSpace;
        return free < SmallDisk
            ? new Finding("disk", Verdict.Warn, $"{MachineMemory.Gib(free)} free at {Folders.Root}", "Free some space: a long run with a large population writes gigabytes.")
            : new Finding("disk", Verdict.Pass, $"{MachineMemory.Gib(free)} free");
    }
}
