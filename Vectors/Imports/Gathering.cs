using System.Security.Cryptography;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Imports;

/// <summary>Collects the directions of one or several files and refuses what does not go together.</summary>
internal sealed class Gathering
{
    private const int MaxLayer = 10_000, MaxWidth = 1 << 20;
    private readonly SortedDictionary<int, float[]> _layers = [];
    private readonly List<string> _notes = [];
    private readonly List<SourceFile> _sources = [];
    private string _first = "";

    public string? ModelHint { get; set; }

    public string? ModelName { get; set; }

    public void Note(string text) => _notes.Add(Readable(text));

    public void Source(string path)
    {
        using var stream = Open(path);
        _sources.Add(new SourceFile(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(stream))));
    }

    public void Add(string path, string tensor, int layer, float[] direction)
    {
        var what = $"{path}: {Readable(tensor)}";
        if (layer is < 0 or > MaxLayer) throw new InputException($"{what} is of layer {layer}; layers are numbered 0 to {MaxLayer}.");
        if (direction.Length is 0 or > MaxWidth) throw new InputException($"{what} has {direction.Length} values; a direction has 1 to {MaxWidth}.");
        var bad = Array.FindIndex(direction, v => !float.IsFinite(v));
        if (bad >= 0) throw new InputException($"{what} is not finite: value {bad} is {direction[bad].ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
        if (_layers.Count > 0 && _layers.Values.First().Length is var width && width != direction.Length) throw new InputException($"{what} has {direction.Length} values, and {_first} has {width}: the directions of a vector are of one width.");
        if (!_layers.TryAdd(layer, direction)) throw new InputException($"{what} is a second direction of layer {layer}: each layer has one.");
        if (_first.Length == 0) _first = Readable(tensor);
    }

    public ForeignVector Done(string format, int shift, string files)
    {
        if (_layers.Count == 0) throw new InputException($"{files}: no direction was found in it.{(_notes.Count == 0 ? "" : " It has: " + string.Join("; ", _notes.Take(3)) + ".")}");
        if (_layers.Values.All(d => d.All(v => v == 0))) throw new InputException($"{files}: the directions hold nothing but zeros; a dose of them would do nothing.");
        return new ForeignVector(format, ModelHint, ModelName, _layers, shift, _notes, _sources);
    }

    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>A file's own words, fit for one line on a terminal.</summary>
    public static string Readable(string text) => new([.. (text.Length <= 200 ? text : text[..197] + "...").Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator ? '?' : c)]);
}
