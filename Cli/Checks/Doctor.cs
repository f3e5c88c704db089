using System.Runtime.InteropServices;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;

namespace PersonaSim.Cli.Checks;

/// <summary>The checks, in the order in which a failure would stop a user.</summary>
internal static class Doctor
{
    public static IReadOnlyList<Finding> Examine(string? model, int? gpuLayers, TextWriter error, CancellationToken cancellation)
    {
        var findings = new List<Finding> { Machine(), Memory(), Runtime() };
        findings.AddRange(Guard("llama.cpp", $"Run ./build.sh to install it, or set {RuntimeFolder.Variable} to a llama.cpp v{LlamaRuntime.PinnedVersion} build.", Library));
        if (HomeChecks.Home() is { Verdict: Verdict.Fail } home)
        {
            findings.Add(home); // nothing below it can be looked at
            return findings;
        }

        findings.AddRange(Guard("models", $"Make {Folders.Show(Folders.Models)} readable for this user.", HomeChecks.Models));
        findings.AddRange(Guard("trained texts", $"Make {Folders.Show(Folders.Prompts)} readable for this user.", TrainedTexts.Examine));
        if (model is not null) findings.AddRange(Guard("model", "`persim models list` shows the models at hand; without -g or PERSIM_GPU_LAYERS no GPU is needed.", () => [Model(model, gpuLayers, error, cancellation)]));
        findings.AddRange(Guard("stores", HomeChecks.OwnFolder, HomeChecks.Stores));
        findings.AddRange(Guard("disk", HomeChecks.OwnFolder, () => [HomeChecks.Disk()]));
        return findings;
    }

    private static List<Finding> Guard(string name, string next, Func<IEnumerable<Finding>> check)
    {
        try
        {
            return [.. check()];
        }
        catch (Exception e) when (e is PersimException or IOException or UnauthorizedAccessException)
        {
            return [Finding.Fail(name, e.Message, next)];
        }
    }

    private static Finding Machine() => Finding.Pass(
        "machine",
        $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {ProcessorName.Read()}, {Words.Count(ThreadCount.Allowed, "core")} for us");

    private static Finding Memory()
    {
        var (available, total) = (MachineMemory.Available(), MachineMemory.Total());
        var detail = $"{MachineMemory.Gib(available)} of {MachineMemory.Gib(total)} available";
        return available < 1L << 30
            ? Finding.Warn("memory", detail, "End other programs, or use a small model and a short context.")
            : Finding.Pass("memory", detail);
    }

    private static Finding Runtime() => Finding.Pass("runtime", $".NET {Environment.Version}, persim {ProgramVersion.Text}");

    private static IEnumerable<Finding> Library()
    {
        var folder = LlamaRuntime.EnsureLoaded();
        yield return Finding.Pass("llama.cpp", $"{LlamaRuntime.Version} (pinned {LlamaRuntime.PinnedVersion}), found by {folder.FoundBy}: {Folders.Show(folder.Path)}");
        var cpu = CpuBackend.Find();
        yield return cpu is null
            ? Finding.Fail("cpu backend", "none of this build's CPU backends fits this processor", $"Set {RuntimeFolder.Variable} to a llama.cpp build made on this machine.")
            : Finding.Pass("cpu backend", $"{cpu.File}: {string.Join(' ', cpu.Features)}");
        foreach (var device in BackendDevice.All())
        {
            yield return Finding.Pass("device", $"{device.Name} ({device.Backend}, {device.Description.Trim()}): {MachineMemory.Gib(device.MemoryFree)} of {MachineMemory.Gib(device.MemoryTotal)} free");
        }

        if (WantsGpu(folder) && !BackendDevice.All().Any(d => d.IsGpu))
        {
            yield return Finding.Fail("gpu", $"{folder.FoundBy} is a GPU build, but llama.cpp sees no GPU here", "Install or update the GPU's driver, or go back with ./build.sh --cpu.");
        }
    }

    private static bool WantsGpu(RuntimeFolder folder) => folder.FoundBy.Contains("cuda", StringComparison.Ordinal) || folder.FoundBy.Contains("vulkan", StringComparison.Ordinal);

    private static Finding Model(string name, int? gpuLayers, TextWriter error, CancellationToken cancellation)
    {
        using var model = ModelFiles.Load(name, error, gpuLayers, cancellation);
        var copied = model.Buffers.Where(b => !b.IsMapped).ToList();
        var detail = $"{Folders.Show(model.Path)}: {model.Description}, {MachineMemory.Gib(model.WeightBytes)} of weights, " + (copied.Count == 0
            ? "all mapped from the file, nothing copied"
            : string.Join(", ", copied.Select(b => $"{MachineMemory.Gib(b.Bytes)} {(b.IsRepacked ? "repacked by ggml for faster kernels" : "copied")} ({b.Name})")));
        return Finding.Pass("model", detail);
    }
}
