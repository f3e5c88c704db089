using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Synth;

namespace PersonaSim.Cli.Wiring;

/// <summary>The tiny random model of the demo: made when it is missing, made again when it is damaged.</summary>
internal static class DemoModel
{
    private const string Name = "demo-tiny";

    public static string Make(TextWriter error, CancellationToken cancellation)
    {
        var path = ModelName.PathOf(Name);
        if (FileKinds.Of(path) == FileKind.Link) return path; // not ours
        FileKinds.RequireReplaceable(path);
        var damaged = File.Exists(path) ? Damage(path) : null;
        if (File.Exists(path) && damaged is null) return path;
        try
        {
            Directory.CreateDirectory(Folders.Models);
            SynthModel.Write(SynthSpec.Parse("llama", "tiny", "q8_0"), path, cancel: cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the demo's model cannot be made: {e.Message.TrimEnd('.')}. Give a model with --model, or set {Folders.Variable} to a folder of your own.", e);
        }

        error.WriteLine(damaged is null
            ? $"made {Folders.Show(path)}: a tiny model with random weights, so that nothing has to be downloaded."
            : $"made {Folders.Show(path)} again, which was damaged ({damaged}).");
        return path;
    }

    private static string? Damage(string path)
    {
        try
        {
            GgufValidator.Open(path, GgufPurpose.Model).Dispose();
            return null;
        }
        catch (GgufFormatException e)
        {
            return e.Field;
        }
    }
}
