using PersonaSim.Engine.Agents.Personas;

namespace PersonaSim.Engine.Studies.Reputation.Rules;

/// <summary>
/// Everything by which the rule mind shows a personality: this table and nothing else, in log-odds for one standard deviation. It is an assumption
/// with the direction of meta-analyses and moderate sizes, not a finding: agreeableness goes with giving and cooperating, a little with trust
/// (Thielmann, Spadaro and Balliet (2020), Psychological Bulletin 146, 30-90), neuroticism with caution, extraversion with making contacts and talk.
/// </summary>
public static class TraitWeights
{
    /// <summary>Cooperating, keeping a promise, joining.</summary>
    public static double Giving(in Traits traits) => (0.35 * traits.Agreeableness) + (0.1 * traits.Conscientiousness);

    /// <summary>Keeping one's word on top of giving.</summary>
    public static double Honesty(in Traits traits) => 0.25 * traits.Conscientiousness;

    /// <summary>Putting something into another's hands.</summary>
    public static double Trust(in Traits traits) => (0.25 * traits.Agreeableness) - (0.2 * traits.Neuroticism) + (0.1 * traits.Openness);

    /// <summary>Making a contact.</summary>
    public static double Contact(in Traits traits) => (0.35 * traits.Extraversion) + (0.15 * traits.Agreeableness);

    /// <summary>Avoiding somebody.</summary>
    public static double Avoiding(in Traits traits) => (0.25 * traits.Neuroticism) - (0.2 * traits.Agreeableness);

    /// <summary>Talking about others.</summary>
    public static double Talk(in Traits traits) => (0.35 * traits.Extraversion) - (0.15 * traits.Agreeableness);
}
