using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>The answers of a firing by their keys, so that rows do not depend on the order in which answers come.</summary>
internal sealed class ProbeAnswers(IReadOnlyList<Answered> answers)
{
    private readonly Dictionary<AskKey, Answer> _byKey = answers.ToDictionary(a => a.Ask.Key, a => a.Answer);

    public Answer this[AskKey key] => _byKey.GetValueOrDefault(key) ?? throw new InvalidOperationException($"The probe asked {key} and got no answer to it among {_byKey.Count}: what a subject lends must not change between asking and applying.");
}
