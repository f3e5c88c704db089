using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaSim.Native;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Capture;

/// <summary>The words around an item: what is asked, and how an option is marked. The file <c>frames.json</c> beside the contrast sets.</summary>
public sealed class ContrastFrames
{
    public const string FileName = "frames.json";
    private static readonly string[] _places = ["{situation}", "{first}", "{second}"];
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly string _scenario;
    private readonly string _statement;
    private readonly string[] _letters;

    private sealed record Fields(string? Scenario, string[]? Letters, string? Statement);

    private ContrastFrames(string scenario, string[] letters, string statement) => (_scenario, _letters, _statement) = (scenario, letters, statement);

    /// <summary>Of the three texts, so that a card can say which words it rests on.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize<string[]>([_scenario, .. _letters, _statement]))));

    /// <summary>Reads <c>frames.json</c> of a folder of contrast sets.</summary>
    /// <exception cref="InputException">Names file, field and reason.</exception>
    public static ContrastFrames Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message.TrimEnd('.')}. It holds the words around an item; take the one that ships in prompts/contrast.", e);
        }
    }

    /// <summary>As <see cref="Read"/>, from the text of a file.</summary>
    public static ContrastFrames Parse(string path, string text)
    {
        InputException Wrong(string field, string reason) => new($"{path}, {field}: {reason}.");
        Fields fields;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => n is not ("scenario" or "letters" or "statement")) is { } unknown) throw Wrong(unknown, "unknown field; expected scenario, letters and statement");
            fields = document.RootElement.Deserialize<Fields>(_json) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new InputException($"{path}: expected one JSON object with the texts scenario and statement and the list letters.");
        }

        foreach (var place in _places)
        {
            var count = (fields.Scenario ?? "").Split(place).Length - 1;
            if (count != 1) throw Wrong("scenario", $"expected {place} once, found it {count} times");
        }

        if (fields.Letters is not [{ Length: > 0 } a, { Length: > 0 } b] || a == b) throw Wrong("letters", "expected two different marks such as \"A)\" and \"B)\"");
        if (string.IsNullOrWhiteSpace(fields.Statement)) throw Wrong("statement", "expected what is said before a statement");
        return new ContrastFrames(fields.Scenario!, fields.Letters, fields.Statement);
    }

    /// <summary>What the user says before a pole's answer. Swapped: the other option carries the first letter.</summary>
    public string Question(ContrastItem item, bool swapped)
    {
        if (item.Kind == ContrastKind.Statement) return _statement;
        var highFirst = item.HighFirst!.Value != swapped;
        var text = new StringBuilder(_scenario);
        // from the back, so that a place's sign inside an option is not taken for a place
        foreach (var (place, words) in _places.Zip([item.Situation, highFirst ? item.High : item.Low, highFirst ? item.Low : item.High]).OrderByDescending(p => _scenario.IndexOf(p.First, StringComparison.Ordinal)))
        {
            var at = _scenario.IndexOf(place, StringComparison.Ordinal);
            text.Remove(at, place.Length).Insert(at, words);
        }

        return text.ToString();
    }

    /// <summary>The mark of a pole's option; empty for a statement.</summary>
    public string Letter(ContrastItem item, Pole pole, bool swapped)
    {
        if (item.Kind == ContrastKind.Statement) return "";
        return (pole == Pole.High) == (item.HighFirst!.Value != swapped) ? _letters[0] : _letters[1];
    }
}
