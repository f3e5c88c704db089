using System.Text.Json;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>What `persim probe MODEL --level 1..7 --json` printed: the latent of each level of each trait's text, beside that of nobody in particular.</summary>
internal sealed class LevelFile
{
    private const int Wording = 1; // the one that runs describe people in
    private const string Make = "make it with: persim probe MODEL --level 1..7 --json > FILE";
    private readonly SortedDictionary<string, (double? Nobody, List<(int Level, double Latent, double? Score)> Texts)> _traits = new(StringComparer.Ordinal);

    private LevelFile(string path, string instrument, string? model, IReadOnlyDictionary<string, string> texts) => (Path, Instrument, ModelSha256, TextHashes) = (path, instrument, model, texts);

    public string Path { get; }

    public string Instrument { get; }

    public string? ModelSha256 { get; }

    /// <summary>SHA-256 of the texts that it was asked with.</summary>
    public IReadOnlyDictionary<string, string> TextHashes { get; }

    public static LevelFile Read(string path)
    {
        if (!File.Exists(path)) throw new InputException($"persona.levels: {path} does not exist; {Make}.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var report = root.GetProperty("report");
            var texts = new SortedDictionary<string, string>(root.GetProperty("prompts").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!), StringComparer.Ordinal);
            var file = new LevelFile(path, report.GetProperty("instrument").GetString()!, root.GetProperty("mind").TryGetProperty("model_sha256", out var sha256) ? sha256.GetString() : null, texts);
            foreach (var curve in report.GetProperty("levels").EnumerateArray().Where(l => l.GetProperty("wording").GetInt32() == Wording))
            {
                file._traits[curve.GetProperty("trait").GetString()!] = (null, [.. curve.GetProperty("points").EnumerateArray().Select(p => (p.GetProperty("level").GetInt32() - Respondents.MiddleLevel, p.GetProperty("latent").GetDouble(), Number(p.GetProperty("score"))))]);
            }

            if (report.GetProperty("baseline") is { ValueKind: JsonValueKind.Object } baseline)
            {
                foreach (var domain in baseline.GetProperty("domains").EnumerateArray())
                {
                    var trait = domain.GetProperty("trait").GetString()!;
                    if (file._traits.TryGetValue(trait, out var known)) file._traits[trait] = (Number(domain.GetProperty("latent").GetProperty("value")), known.Texts);
                }
            }

            return file._traits.Count > 0 ? file : throw new InputException($"persona.levels: {path} is a probe without a series of levels in wording {Wording}; {Make}.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException($"persona.levels: {path} is not what persim probe prints with --json ({e.Message.TrimEnd('.')}); {Make}.", e);
        }
    }

    /// <summary>The texts' curve of a trait.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public (double Nobody, IReadOnlyList<(int Level, double Latent, double? Score)> Texts) Of(string trait)
    {
        if (!_traits.TryGetValue(trait, out var found) || found.Texts.Count == 0) throw new InputException($"persona.levels: {Path} has no curve of {trait}; it has {(_traits.Count == 0 ? "none" : string.Join(", ", _traits.Keys))}. Without it the doses of {trait} cannot be matched; {Make}.");
        return found.Nobody is { } nobody ? (nobody, found.Texts) : throw new InputException($"persona.levels: {Path} does not say what nobody in particular scores in {trait}, from which doses are counted; {Make}.");
    }

    private static double? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : null;
}
