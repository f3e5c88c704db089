using System.Globalization;
using PersonaSim.Native;
using PersonaSim.Native.Files;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring;

/// <summary>The vectors of a model: models/vectors/MODEL/NAME.gguf, with a card NAME.json beside each.</summary>
internal static class VectorFiles
{
    private const string Ending = ".gguf";
    private const int LongestName = 60;

    public static string FolderOf(string modelPath) => Path.Combine(Folders.Models, "vectors", Path.GetFileNameWithoutExtension(modelPath));

    public static string PathOf(string folder, string name) => Path.Combine(folder, name + Ending);

    /// <summary>A name that a file, a mix and the path of a configuration key can hold.</summary>
    public static string Name(string given) =>
        given.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(given[0]) && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? given
            : throw new InputException($"'{given}' is no name of a direction: it has 1 to {LongestName} letters, digits, '-' or '_', the first a letter or a digit.");

    public static IReadOnlyList<string> All(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Ending).Where(p => FileKinds.Of(p, followLinks: true) == FileKind.Regular).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file of a direction that must be there.</summary>
    public static string Find(string folder, string name)
    {
        var path = PathOf(folder, name);
        if (FileKinds.Of(path, followLinks: true) == FileKind.Regular) return path;
        var known = All(folder).Select(p => Path.GetFileNameWithoutExtension(p)).ToList();
        var nearest = Nearest.Of(name, known) is { } near ? $" Did you mean {near}?" : "";
        throw new InputException($"There is no vector {name} in {Folders.Show(folder)} ({(known.Count == 0 ? "which has none" : "which has " + string.Join(", ", known))}).{nearest} `persim vectors import` and `persim vectors compute` make some.");
    }

    /// <summary>The dose card of a trait's vector; without one nobody knows what the vector is.</summary>
    public static DoseCard CardOf(string folder, char trait)
    {
        var vector = PathOf(folder, trait.ToString());
        return CardFile.Beside(vector) ?? throw new InputException($"{Folders.Show(vector)} has no dose card beside it, so nobody knows what it was computed from: compute it (persim vectors compute --traits {trait}); an imported direction stays uncalibrated.");
    }

    public static BaseModel BaseOf(string modelPath) => BaseModel.Read(modelPath, ModelCard.Read(modelPath).Sha256);

    /// <summary>What was written as E=1.2,N=-0.5.</summary>
    public static IReadOnlyList<(string Name, double Dose)> Mix(string given)
    {
        var parts = new List<(string, double)>();
        foreach (var part in given.Split(',', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !double.TryParse(part[(at + 1)..].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var dose) || !double.IsFinite(dose)) throw new InputException($"--mix takes NAME=DOSE,NAME=DOSE,... such as E=1.2,N=-0.5, and '{part}' is none of these.");
            var name = Name(part[..at].Trim());
            if (parts.Exists(p => p.Item1 == name)) throw new InputException($"--mix names {name} twice; give it one dose.");
            parts.Add((name, dose));
        }

        return parts;
    }
}
