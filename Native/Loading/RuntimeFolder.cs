using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PersonaSim.Native.Loading;

/// <summary>Where the library files of one llama.cpp build lie, and how that folder was found.</summary>
public sealed partial record RuntimeFolder(string Path, string FoundBy, string Base, string Registry, string Llama)
{
    public const string Variable = "PERSIM_LLAMA_DIR";

    /// <summary>
    /// Search order: the variable, a folder <c>llama</c> beside the program, then the checkout's <c>Native/runtimes</c> (the
    /// flavour that <c>build.sh</c> chose last, CPU by default).
    /// </summary>
    public static RuntimeFolder Find(string? variable, string baseDirectory)
    {
        if (!string.IsNullOrWhiteSpace(variable))
        {
            return TryOpen(variable, Variable)
                ?? throw new InputException($"{Variable}={variable} holds no llama.cpp build: expected {Pattern("llama")}, {Pattern("ggml")} and {Pattern("ggml-base")} in that folder. Point it at a folder with a llama.cpp v{LlamaRuntime.PinnedVersion} build, or unset it.");
        }

        var tried = new List<string>();
        var beside = System.IO.Path.Combine(baseDirectory, "llama");
        tried.Add(beside);
        if (TryOpen(beside, "beside the program") is { } shipped) return shipped;
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            var runtimes = System.IO.Path.Combine(folder.FullName, "Native", "runtimes");
            if (!Directory.Exists(runtimes)) continue;
            var package = ChosenPackage(runtimes);
            var bins = System.IO.Path.Combine(runtimes, package, "node_modules", "@node-llama-cpp", package, "bins");
            tried.Add(bins);
            var inner = Directory.Exists(bins) ? Directory.EnumerateDirectories(bins).Order(StringComparer.Ordinal).FirstOrDefault() : null;
            if (inner is not null && TryOpen(inner, "Native/runtimes/" + package) is { } found) return found;
        }

        throw new InputException($"llama.cpp was not found; looked in {string.Join(", ", tried)}. Run ./build.sh to install it, or set {Variable} to a folder with a llama.cpp v{LlamaRuntime.PinnedVersion} build.");
    }

    /// <summary>The npm package for this system's CPU, e.g. <c>linux-x64</c>.</summary>
    public static string CpuPackage() => (OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, Architecture.Arm64) => "win-arm64",
        (true, _, _) => "win-x64",
        (_, true, Architecture.Arm64) => "mac-arm64-metal",
        (_, true, _) => "mac-x64",
        (_, _, Architecture.Arm64) => "linux-arm64",
        _ => "linux-x64",
    };

    private static string ChosenPackage(string runtimes)
    {
        var chosen = System.IO.Path.Combine(runtimes, "chosen");
        return File.Exists(chosen) ? File.ReadAllText(chosen).Trim() : CpuPackage();
    }

    private static RuntimeFolder? TryOpen(string folder, string foundBy)
    {
        if (!Directory.Exists(folder)) return null;
        var names = Directory.EnumerateFiles(folder).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        var @base = names.FirstOrDefault(n => IsLibrary(n, "ggml-base"));
        var registry = names.FirstOrDefault(n => IsLibrary(n, "ggml"));
        var llama = names.FirstOrDefault(n => IsLibrary(n, "llama"));
        if (@base is null || registry is null || llama is null) return null;
        string At(string name) => System.IO.Path.Combine(folder, name);
        return new RuntimeFolder(System.IO.Path.GetFullPath(folder), foundBy, At(@base), At(registry), At(llama));
    }

    // libllama.so, libllama.v0.5.0.so, libllama.cuda.v0.5.0.so, llama.dll, libllama.dylib: a flavour and a version may stand between
    private static bool IsLibrary(string file, string name) => LibraryName().Match(file) is { Success: true } m && m.Groups["name"].Value == name;

    private static string Pattern(string name) => OperatingSystem.IsWindows() ? name + "*.dll" : "lib" + name + (OperatingSystem.IsMacOS() ? "*.dylib" : "*.so");

    [GeneratedRegex(@"^(lib)?(?<name>llama|ggml|ggml-base)(\.(cuda|vulkan|metal|b\d+|v[\d.]+\d))*\.(so|dylib|dll)(\.[\d.]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LibraryName();
}
