using System.Diagnostics;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Loading;

/// <summary>The CPU backend that ggml's own loader chose, and the processor features it was built for.</summary>
public sealed record CpuBackend(string File, IReadOnlyList<string> Features)
{
    public static unsafe CpuBackend? Find()
    {
        LlamaRuntime.EnsureLoaded();
        for (nuint i = 0; i < Ggml.ggml_backend_reg_count(); i++)
        {
            var registry = Ggml.ggml_backend_reg_get(i);
            if (LlamaRuntime.Text(Ggml.ggml_backend_reg_name(registry)) == "CPU") return new CpuBackend(LoadedFile(), ReadFeatures(registry));
        }

        return null;
    }

    private static unsafe List<string> ReadFeatures(ggml_backend_reg* registry)
    {
        var features = new List<string>();
        var get = (delegate* unmanaged[Cdecl]<ggml_backend_reg*, ggml_backend_feature*>)Ggml.ggml_backend_reg_get_proc_address(registry, "ggml_backend_get_features");
        if (get == null) return features;
        // a static array of the library, closed by an entry without a name
        for (var feature = get(registry); feature != null && feature->name != null; feature++)
        {
            if (LlamaRuntime.Text(feature->value) == "1") features.Add(LlamaRuntime.Text(feature->name));
        }

        return features;
    }

    private static string LoadedFile()
    {
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            var name = Path.GetFileName(module.FileName);
            if (name.Contains("ggml-cpu", StringComparison.Ordinal)) return name;
        }

        return "built in";
    }
}
