using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Prompts;

/// <summary>What happened in an encounter, as one of the two knows it.</summary>
internal static class Accounts
{
    public static string Of(ReputationWorld world, Encounter encounter, int side)
    {
        var other = world.NameOf(encounter[1 - side]);
        if (!encounter.Goes) return Refusal(encounter, side, other);
        return (encounter.PartOf(side), side) switch
        {
            (Part.Investor, _) => $"You handed {encounter.Stake} units to {other}, who promised to keep {encounter.Promised} %, sent you {Sent(encounter)} and said they kept {encounter.Reported} %.",
            (Part.Trustee, _) => $"{other} handed you {encounter.Stake} units; you promised to keep {encounter.Promised} %, kept {encounter.Kept} % and said it was {encounter.Reported} %.",
            (Part.Player, _) => $"You {Deed(encounter.Cooperates[side])} with {other}, who {Deed(encounter.Cooperates[1 - side])}.",
            _ => encounter.Lines.Count == 0 ? $"You and {other} chatted." : $"You and {other} chatted; the last words were: {encounter.Lines[^1]}",
        };
    }

    private static string Refusal(Encounter encounter, int side, string other) => encounter.Refused switch
    {
        "unwilling" => $"You and {other} did not come to chat.",
        _ when encounter.PartOf(side) == Part.Trustee => $"{other} refused to invest with you.",
        _ => $"You refused to invest with {other}.",
    };

    private static string Sent(Encounter encounter) => ReputationPrompts.Units(Payoffs.Investment(encounter.Stake, encounter.Kept).Investor);

    private static string Deed(bool cooperates) => cooperates ? "cooperated" : "defected";
}
