using System.Text;
using System.Text.Json;

namespace PersonaSim.Vectors.Imports;

/// <summary>JSON from strangers: what cannot be read as text (bytes that are no UTF-8, half a surrogate pair) is found when it is parsed, not when it is used.</summary>
public static class JsonTexts
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Throws <see cref="JsonException"/> for anything that is not well-formed to the last letter.</summary>
    public static JsonDocument Parse(byte[] utf8)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(_strict.GetString(utf8), new JsonDocumentOptions { AllowDuplicateProperties = false });
            Walk(document.RootElement);
            return document;
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidOperationException)
        {
            document?.Dispose();
            throw new JsonException("it holds bytes or escapes that are no text", e);
        }
    }

    private static void Walk(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) _ = element.GetString();
        if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Walk(item);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            _ = property.Name;
            Walk(property.Value);
        }
    }
}
