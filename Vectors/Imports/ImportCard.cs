using System.Text.Encodings.Web;
using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Imports;

/// <summary>What stands beside an imported vector: where it came from, and that nobody has measured what a dose of it does.</summary>
public sealed record ImportCard(int Version, string Kind, string Name, bool Calibrated, string Sha256, BaseModel Model, ImportSource Source, IReadOnlyList<int> Layers, IReadOnlyList<string> Notes)
{
    public const int CurrentVersion = 1;
    public const string Imported = "imported";

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where the card of a vector file lies.</summary>
    public static string PathOf(string vector) => Path.ChangeExtension(vector, ".json");

    /// <summary>The card beside a vector; null where there is none, or another kind of card.</summary>
    public static ImportCard? Find(string vector)
    {
        var path = PathOf(vector);
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonTexts.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String || kind.GetString() != Imported) return null;
            var card = document.Deserialize<ImportCard>(_json);
            return card is { Version: CurrentVersion, Model: not null, Source: not null, Sha256: not null } ? card : throw new InputException($"{path}: is a card of version {card?.Version}, {CurrentVersion} is read here; import the vector again (persim vectors import, --force).");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: the card beside the vector is damaged ({Gathering.Readable(e.Message)}); import the vector again (persim vectors import, --force).", e);
        }
    }

    /// <summary>
    /// Puts vector and card into place: both are whole under other names first. The card goes first, so that a vector never stands there
    /// without the word that it is uncalibrated; a card whose hash is not the vector's is refused later.
    /// </summary>
    public static ImportCard Place(string path, string name, ControlVector vector, BaseModel model, ImportSource source, IReadOnlyList<string> notes)
    {
        var (newVector, newCard) = ($"{path}.{Environment.ProcessId}.new", $"{path}.{Environment.ProcessId}.card");
        try
        {
            vector.Write(newVector);
            var card = new ImportCard(CurrentVersion, Imported, name, Calibrated: false, HashOf(newVector), model, source, [.. vector.Layers.Keys], notes);
            File.WriteAllText(newCard, JsonSerializer.Serialize(card, _json) + "\n");
            File.Move(newCard, PathOf(path), overwrite: true);
            File.Move(newVector, path, overwrite: true);
            return card;
        }
        finally
        {
            File.Delete(newVector);
            File.Delete(newCard);
        }
    }

    public static string HashOf(string path)
    {
        using var stream = Gathering.Open(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }
}

/// <summary>Where an imported vector came from.</summary>
public sealed record ImportSource(string Format, string? ModelHint, string? ModelName, int Shift, IReadOnlyList<SourceFile> Files);
