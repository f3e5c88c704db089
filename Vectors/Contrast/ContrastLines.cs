using System.Text.Json;

namespace PersonaSim.Vectors.Contrast;

/// <summary>A JSONL file, line by line: each line an object, no field twice.</summary>
internal static class ContrastLines
{
    public static IReadOnlyList<(int Number, JsonElement Object)> Read(string path, string text)
    {
        var read = new List<(int, JsonElement)>();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
                if (document.RootElement.ValueKind != JsonValueKind.Object) throw ContrastProblem.Wrong(path, number, "line", $"expected one JSON object, found {document.RootElement.ValueKind.ToString().ToLowerInvariant()}");
                read.Add((number, document.RootElement.Clone()));
            }
            catch (JsonException e)
            {
                throw ContrastProblem.Wrong(path, number, "line", $"expected one JSON object: {e.Message.Split(" Path:")[0].Split(" LineNumber")[0].TrimEnd('.')}");
            }
        }

        return read;
    }
}
