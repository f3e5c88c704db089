using PersonaSim.Native;

namespace PersonaSim.Engine.Runs;

/// <summary>The minds of a run by name, as its configuration lists them.</summary>
public sealed class MindMap : IDisposable
{
    /// <summary>The mind of asks that name none.</summary>
    public const string Default = "agents";

    private readonly SortedDictionary<string, RunMind> _minds = new(StringComparer.Ordinal);

    public MindMap(IEnumerable<RunMind> minds)
    {
        foreach (var mind in minds) _minds.Add(mind.Name, mind);
    }

    public IReadOnlyCollection<RunMind> All => _minds.Values;

    public RunMind this[string name] => _minds.GetValueOrDefault(name) ?? throw new InputException($"The study asks the mind '{name}', and the configuration has only {string.Join(", ", _minds.Keys)}: add it under minds.");

    public void Dispose()
    {
        foreach (var mind in _minds.Values) mind.Mind?.Dispose();
    }
}
