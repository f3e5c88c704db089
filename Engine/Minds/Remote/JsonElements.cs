using System.Text.Json;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Reads JSON that someone else wrote: what is missing or of another kind is null, never an exception.</summary>
internal static class JsonElements
{
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public static long? Count(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value is >= 0 and <= int.MaxValue ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element) => element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
