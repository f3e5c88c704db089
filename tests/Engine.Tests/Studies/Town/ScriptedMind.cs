using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>Answers by a script; where it has nothing to say, for somebody without a personality.</summary>
internal sealed class ScriptedMind(Func<Ask, AnswerValue, AnswerValue> script) : IMind
{
    public MindDescription Description { get; } = new("scripted", true, new Dictionary<string, string>());

    /// <summary>Everybody is without a personality.</summary>
    public static ScriptedMind Neutral => new((_, answer) => answer);

    /// <summary>Everybody takes the first option that begins with one of these, in their order; without one, what the rule says.</summary>
    public static ScriptedMind Preferring(Func<string, string[]> wishes) => new((ask, answer) => ask.Key.Purpose == "deed" ? Pick((ChoiceShape)ask.Shape, wishes(ask.Key.Who)) ?? answer : answer);

    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default) =>
        [.. page.Asks.Select(a => new Answer(a.Key, script(a, page.Rule(a, true)), AnswerSource.Model))];

    public void Dispose()
    {
    }

    private static ChoiceValue? Pick(ChoiceShape shape, string[] wishes)
    {
        foreach (var wish in wishes)
        {
            for (var i = 0; i < shape.Options.Count; i++)
            {
                if (shape.Options[i].StartsWith(wish, StringComparison.Ordinal)) return new ChoiceValue(i, shape.Options[i]);
            }
        }

        return null;
    }
}
