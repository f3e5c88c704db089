using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Imports;

/// <summary>
/// The published persona-society project's vectors: a <c>TRAIT.meta.json</c> that lists layers, and a <c>.npy</c> for each. Its layer L was
/// captured at the input of block L and added at its output. llama.cpp adds behind a block, so the place where it was captured is behind
/// block L - 1: that is where it goes, and a note says so.
/// </summary>
internal static partial class PublishedVectors
{
    public const int Shift = -1;
    private const long MaxMeta = 16 << 20;

    public static void ReadMeta(string path, Gathering into, IReadOnlyList<string> alsoGiven)
    {
        using var meta = Parse(path);
        var root = meta.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("layers", out var layers) || layers.ValueKind != JsonValueKind.Array || layers.GetArrayLength() == 0) throw new InputException($"{path}: has no list 'layers' of layer_id and vector_path; a .meta.json of the published project is wanted.");
        into.ModelName = Text(root, "model_name");
        var sign = 1f;
        if (root.TryGetProperty("polarity", out var polarity) && polarity.ValueKind != JsonValueKind.Null)
        {
            if (polarity.ValueKind != JsonValueKind.Number || !polarity.TryGetInt32(out var given) || given is not (1 or -1)) throw new InputException($"{path}: polarity is {Gathering.Readable(polarity.GetRawText())}, expected 1 or -1.");
            sign = given;
            if (given < 0) into.Note("polarity is -1: the directions were turned round");
        }

        foreach (var layer in layers.EnumerateArray())
        {
            if (layer.ValueKind != JsonValueKind.Object || !layer.TryGetProperty("layer_id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var number) || Text(layer, "vector_path") is not { Length: > 0 } wanted) throw new InputException($"{path}: an entry of layers has no layer_id or no vector_path: {Gathering.Readable(layer.GetRawText())}");
            var file = Beside(path, wanted, alsoGiven);
            var (values, data) = NpyFile.Read(file);
            if (Text(layer, "sha256") is { } hash) RequireHash(file, data, hash, path);
            if (sign < 0) values = [.. values.Select(v => -v)];
            into.Add(file, $"layer {number}", number, values);
            into.Source(file);
        }

        into.Source(path);
        NoteNumbering(into);
    }

    /// <summary>A <c>.npy</c> without its meta file, by the number in its name.</summary>
    public static void ReadAlone(string path, Gathering into)
    {
        if (!FileName().Match(Path.GetFileName(path)).Groups[1].ValueSpan.TryParse(out var layer)) throw new InputException($"{path}: which layer is it of? Give its .meta.json instead, or call it NAME_layerN.npy.");
        into.Add(path, $"layer {layer}", layer, NpyFile.Read(path).Values);
        into.Source(path);
    }

    public static void NoteNumbering(Gathering into) =>
        into.Note("the published project captured its layer L before block L and added it behind block L; here it goes where it was captured, behind block L - 1 (--shift 0 puts it where it was added)");

    private static JsonDocument Parse(string path)
    {
        using var stream = Gathering.Open(path);
        if (stream.Length > MaxMeta) throw new InputException($"{path}: is {stream.Length} bytes long; a .meta.json is at most {MaxMeta}.");
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        try
        {
            return JsonTexts.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: is no JSON: {Gathering.Readable(e.Message)}", e);
        }
    }

    // the paths inside are those of the machine that made them: only the name is believed, beside the meta file or among the files given
    private static string Beside(string meta, string wanted, IReadOnlyList<string> alsoGiven)
    {
        var name = wanted.Split('/', '\\')[^1];
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(meta))!, name);
        if (name.Length == 0 || name is "." or "..") throw new InputException($"{meta}: the vector_path '{Gathering.Readable(wanted)}' names no file.");
        if (alsoGiven.FirstOrDefault(p => Path.GetFileName(p) == name) is { } given) return given;
        return File.Exists(beside) ? beside : throw new InputException($"{meta}: its vector {Gathering.Readable(name)} does not lie beside it; copy it there, or name it too.");
    }

    private static void RequireHash(string file, byte[] data, string wanted, string meta)
    {
        var whole = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        if (!string.Equals(wanted, whole, StringComparison.OrdinalIgnoreCase) && !string.Equals(wanted, Convert.ToHexStringLower(SHA256.HashData(data)), StringComparison.OrdinalIgnoreCase)) throw new InputException($"{file}: its SHA-256 is {whole}, and {Path.GetFileName(meta)} says {Gathering.Readable(wanted)}: one of the two was changed.");
    }

    private static string? Text(JsonElement from, string key) => from.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryParse(this ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex("_layer([0-9]{1,6})\\.npy$")]
    private static partial Regex FileName();
}
