using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Mistakes collected to be told together, in the order of the file.</summary>
internal sealed class ConfigErrors
{
    private const int Most = 10;
    private readonly List<(ConfigPosition At, string Message)> _found = [];

    public bool Any => _found.Count > 0;

    public string? First => Any ? _found[0].Message : null;

    public void Add(ConfigPosition at, string message) => _found.Add((at, message));

    public void Add(ConfigPosition at, string path, string message) => Add(at, path.Length == 0 ? message : $"{path}: {message}");

    public void Take(ConfigErrors others) => _found.AddRange(others._found);

    public void ThrowIfAny()
    {
        if (!Any) return;
        var sources = _found.Select(f => f.At.Source).Distinct().ToList();
        var lines = _found.OrderBy(f => sources.IndexOf(f.At.Source)).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column).Select(f => $"{f.At}: {f.Message}").Distinct().ToList();
        if (lines.Count == 1) throw new InputException(lines[0]);
        var more = lines.Count > Most ? $"{Environment.NewLine}  and {lines.Count - Most} more" : "";
        throw new InputException($"{lines.Count} mistakes in the configuration:" + string.Concat(lines.Take(Most).Select(l => Environment.NewLine + "  " + l)) + more);
    }
}
