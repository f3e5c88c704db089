using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Cards;

/// <summary>Counts openings beside the vectors, by model file: a card that is made anew does not begin to count anew.</summary>
public static class OpeningsFile
{
    public const string Name = "openings.json";
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>One more opening of each instrument for a model's file.</summary>
    public static ItemOpenings Count(string folder, string modelSha256, IEnumerable<string> instruments)
    {
        var path = Path.Combine(folder, Name);
        var known = Read(path);
        if (!known.TryGetValue(modelSha256, out var own)) known[modelSha256] = own = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var instrument in instruments) own[instrument] = own.GetValueOrDefault(instrument) + 1;
        var draft = $"{path}.{Environment.ProcessId}.part";
        File.WriteAllText(draft, JsonSerializer.Serialize(known, _json) + "\n");
        File.Move(draft, path, overwrite: true);
        return new ItemOpenings(modelSha256, own);
    }

    private static SortedDictionary<string, SortedDictionary<string, int>> Read(string path)
    {
        if (!File.Exists(path)) return new(StringComparer.Ordinal);
        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, SortedDictionary<string, int>>>(File.ReadAllText(path)) ?? throw new JsonException("it is empty"), StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} was changed ({e.Message.Split('\n')[0].TrimEnd('.')}): it counts how often test items were opened. Restore it; a count that is lost cannot be made up.", e);
        }
    }
}
