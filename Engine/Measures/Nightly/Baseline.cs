using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>What a study came to with one version of the program: hashes and outcomes that must come again, and numbers that may lie beside it.</summary>
/// <param name="Persim">The version that made it; whatever moved, moved since then.</param>
/// <param name="Settings">How the shipped configuration was changed, e.g. <c>ticks=24</c>.</param>
/// <param name="Inputs">SHA-256 of what went in: the configuration, the prompt texts, the model. Where one differs, that is said beside what moved.</param>
/// <param name="Exact">Texts that must be the same: the hashes of the history, tick by tick.</param>
public sealed record Baseline(
    string Study, string Mind, string Persim, IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, string> Exact, IReadOnlyDictionary<string, BaselineNumber> Numbers)
{
    public const string FormatName = "persim nightly baseline";
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new BaselineNumberJson() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonSerializerOptions _head = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Head(string? Format, int? Version);

    private sealed record Written(string Format, int Version, Baseline Baseline);

    public string Text() => JsonSerializer.Serialize(new Written(FormatName, CurrentVersion, this), _json) + "\n";

    /// <exception cref="InputException">Names the file, what it is and what to do.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            var head = JsonSerializer.Deserialize<Head>(text, _head);
            if (head?.Format != FormatName) throw new InputException($"{path} is no baseline: its format is '{head?.Format}', expected '{FormatName}'. Move it away, and persim nightly --accept writes a new one.");
            if (head.Version != CurrentVersion) throw new InputException($"{path} is a baseline of format {head.Version}, and this persim reads format {CurrentVersion}: compare with the persim that wrote it, or write new ones with persim nightly --accept, which gives up what it says.");
            return JsonSerializer.Deserialize<Written>(text, _json)?.Baseline ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InputException($"{path} is damaged: {e.Message.TrimEnd('.')}. Restore it from the repository, or write a new one with persim nightly --accept.", e);
        }
    }

    /// <summary>This one with the tolerances that another one states for the same numbers: what somebody wrote into the file by hand stays.</summary>
    public Baseline WithTolerancesOf(Baseline other)
    {
        var numbers = new SortedDictionary<string, BaselineNumber>(StringComparer.Ordinal);
        foreach (var (name, number) in Numbers) numbers[name] = other.Numbers.TryGetValue(name, out var known) && known.As == number.As ? number with { Within = known.Within } : number;
        return this with { Numbers = numbers };
    }
}
