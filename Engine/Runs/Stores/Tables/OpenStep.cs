using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>The step whose answers arrive: what it has already.</summary>
internal sealed class OpenStep(StepId id, IEnumerable<AskKey> keys)
{
    private readonly HashSet<AskKey> _keys = [.. keys];

    public StepId Id { get; } = id;

    public int Count => _keys.Count;

    public void RequireNew(string where, IReadOnlyList<StoredAnswer> answers)
    {
        var page = new HashSet<AskKey>(answers.Count);
        foreach (var key in answers.Select(a => a.Key))
        {
            if (key.Tick != Id.Tick || key.Round != Id.Round) throw new ArgumentException($"The answer to {key} does not belong to step {Id}.", nameof(answers));
            if (_keys.Contains(key) || !page.Add(key)) throw new InvalidOperationException($"There already is an answer to {key}: {where} keeps one to each ask.");
        }
    }

    public void Add(IReadOnlyList<StoredAnswer> answers) => _keys.UnionWith(answers.Select(a => a.Key));
}
