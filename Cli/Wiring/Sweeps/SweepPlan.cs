using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>What a sweep runs, as its folder's <c>sweep.json</c> keeps it: whoever goes on needs nothing else.</summary>
/// <param name="Mock">The rules answer for every mind.</param>
internal sealed record SweepPlan(string Config, bool Mock, string? Prompts, IReadOnlyList<GridAxis> Axes, IReadOnlyList<SweepCell> Cells)
{
    public const string FileName = "sweep.json";

    public string Write() => JsonSerializer.Serialize(this, Json.Options) + "\n";

    public static bool IsFolder(string path) => File.Exists(Path.Combine(path, FileName));

    public static SweepPlan Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize<SweepPlan>(File.ReadAllText(path), Json.Options) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new InputException($"{Folders.Show(path)} is not a sweep's plan ({e.Message.Split('\n')[0].TrimEnd('.')}): restore it, or start the sweep in another folder with --out.", e);
        }
    }
}
