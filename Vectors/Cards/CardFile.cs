using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Native;
using PersonaSim.Native.Files;

namespace PersonaSim.Vectors.Cards;

/// <summary>Reads and writes dose cards: JSON, whole or not at all.</summary>
public static class CardFile
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record Head(string? Format, int? Version);

    public static string PathOf(string vector) => Path.ChangeExtension(vector, ".json");

    public static void Write(string path, DoseCard card)
    {
        FileKinds.RequireReplaceable(path);
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(stream, card, _json);
                stream.Write("\n"u8);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <exception cref="InputException">Names the file and what does not fit.</exception>
    public static DoseCard Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }

        try
        {
            var head = JsonSerializer.Deserialize<Head>(bytes, _json);
            if (head?.Format != DoseCard.FormatName) throw new InputException($"{path} is no dose card: format is '{head?.Format}', expected '{DoseCard.FormatName}'.");
            if (head.Version != DoseCard.CurrentVersion) throw new InputException($"{path} is a dose card of version {head.Version}; this persim reads version {DoseCard.CurrentVersion}. Compute the vector again, or use the persim that made it.");
            return JsonSerializer.Deserialize<DoseCard>(bytes, _json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} is damaged: {e.Message.TrimEnd('.')}. Compute the vector again.", e);
        }
    }

    /// <summary>The dose card of a file; null where there is none that can be read.</summary>
    public static DoseCard? Find(string path)
    {
        try
        {
            return File.Exists(path) ? Read(path) : null;
        }
        catch (InputException)
        {
            return null; // another kind of card, or a damaged one
        }
    }

    internal static string TextOf(ComputedSection section) => JsonSerializer.Serialize(section, _json);

    /// <summary>The card beside a vector, if there is one and it belongs to that very file.</summary>
    public static DoseCard? Beside(string vector)
    {
        var path = PathOf(vector);
        if (!File.Exists(path)) return null;
        var card = Read(path);
        var found = Sha256Of(vector);
        return card.VectorSha256 == found ? card : throw new InputException($"{path} is the card of another vector: it names SHA-256 {card.VectorSha256}, {Path.GetFileName(vector)} has {found}. Compute the vector again.");
    }

    public static string Sha256Of(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>Seven digits: what is measured has no more.</summary>
    public static double Round(double value) => double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
