using System.Collections.Concurrent;
using PersonaSim.Native.Synth;

namespace PersonaSim.Testing;

/// <summary>Tiny random models for tests, made when first asked for and kept beside the test binaries.</summary>
public static class TinyModel
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> _made = new(StringComparer.Ordinal);
    private static readonly Lazy<string> _folder = new(Folder);

    /// <summary>The path of the tiny model of an architecture and quantisation.</summary>
    public static string Path(string architecture = "llama", string quant = "f32", ulong seed = 1) =>
        Path(SynthSpec.Parse(architecture, "tiny", quant, seed));

    /// <summary>The path of the model of any spec; keep it small.</summary>
    public static string Path(SynthSpec spec)
    {
        var name = $"{spec.Architecture}-{spec.Quant.ToString().ToLowerInvariant()}-{spec.Fingerprint()}.gguf";
        return _made.GetOrAdd(name, n => new Lazy<string>(() => Make(spec, n))).Value;
    }

    private static string Make(SynthSpec spec, string name)
    {
        var path = System.IO.Path.Combine(_folder.Value, name);
        // the writer renames a whole file into place, so a file that is there is whole, whichever process made it
        if (!File.Exists(path)) SynthModel.Write(spec, path);
        return path;
    }

    // one folder per build of the maker: a changed maker never meets its predecessor's files
    private static string Folder()
    {
        var root = Directory.CreateDirectory(System.IO.Path.Combine(AppContext.BaseDirectory, "tiny-models"));
        var build = typeof(SynthModel).Module.ModuleVersionId.ToString("N")[..12];
        foreach (var old in root.EnumerateDirectories().Where(d => d.Name != build)) old.Delete(recursive: true);
        return root.CreateSubdirectory(build).FullName;
    }
}
