using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Probes.Rules;

/// <summary>How a rule answers probes: by the traits it acts with when dosed, neutrally when not. A rule has no opinions.</summary>
internal sealed class TraitRule(ITempers tempers)
{
    public static string Purpose(ProbeCondition condition, string item) => ProbeQuestions.Word(condition) + "/" + item;

    /// <summary>The condition and the item's name, as a key's purpose carries them.</summary>
    public static (ProbeCondition Condition, string Item) Read(AskKey key)
    {
        var slash = key.Purpose.IndexOf('/', StringComparison.Ordinal);
        return (key.Purpose.AsSpan(0, slash) is "dosed" ? ProbeCondition.Dosed : ProbeCondition.Undosed, key.Purpose[(slash + 1)..]);
    }

    public ScoresValue Agree(AskKey key, ProbeCondition condition, char? trait, bool plus, bool neutral)
    {
        var level = trait is { } letter ? Level(key, condition, letter, neutral) : 0;
        return new ScoresValue(GradedResponse.Five(plus ? level : -level), Mass: 1);
    }

    public ScoresValue Choose(AskKey key, ProbeCondition condition, char trait, bool highFirst, bool neutral)
    {
        var high = GradedResponse.High(Level(key, condition, trait, neutral));
        return new ScoresValue(highFirst ? [high, 1 - high] : [1 - high, high], Mass: 1);
    }

    private double Level(AskKey key, ProbeCondition condition, char trait, bool neutral) => neutral || condition == ProbeCondition.Undosed ? 0 : tempers.TraitsOf(key.Who, key.Tick)[trait];
}
