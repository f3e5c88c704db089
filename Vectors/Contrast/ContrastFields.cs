using System.Text.Json;

namespace PersonaSim.Vectors.Contrast;

/// <summary>The fields of one line; each refusal names file, line, field and reason.</summary>
internal readonly struct ContrastFields(string path, int line, JsonElement item)
{
    public Exception Wrong(string field, string reason) => ContrastProblem.Wrong(path, line, field, reason);

    public bool Has(string field) => item.TryGetProperty(field, out _);

    public void Only(params string[] known)
    {
        foreach (var field in item.EnumerateObject().Select(p => p.Name))
        {
            if (!known.Contains(field)) throw Wrong(field, $"unknown field; expected {string.Join(", ", known)}");
        }
    }

    public string Text(string field)
    {
        var value = Get(field);
        if (value.ValueKind != JsonValueKind.String) throw Wrong(field, $"expected a text, found {value.GetRawText()}");
        var text = value.GetString()!;
        if (text.Length == 0 || text != text.Trim() || text.Any(char.IsControl)) throw Wrong(field, "the text is empty, has blanks around it or holds a control character");
        return text;
    }

    /// <summary>A text with more than one sign of being a sentence: options of one letter made the published project's vectors letters.</summary>
    public string Sentence(string field)
    {
        var text = Text(field);
        return text[^1] is '.' or '!' or '?' or '"' && text.Length > 3 ? text : throw Wrong(field, $"expected a full sentence with its full stop, found '{text}'");
    }

    public int Whole(string field, int least, int most)
    {
        var value = Get(field);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number : throw Wrong(field, $"expected a whole number from {least} to {most}, found {value.GetRawText()}");
    }

    public bool Flag(string field)
    {
        var value = Get(field);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(field, $"expected true or false, found {value.GetRawText()}");
    }

    /// <summary>Whether the field holds the first of two words.</summary>
    public bool Either(string field, string first, string second)
    {
        var text = Text(field);
        return text == first || (text == second ? false : throw Wrong(field, $"expected {first} or {second}, found '{text}'"));
    }

    private JsonElement Get(string field) => item.TryGetProperty(field, out var value) ? value : throw Wrong(field, "the field is missing");
}
