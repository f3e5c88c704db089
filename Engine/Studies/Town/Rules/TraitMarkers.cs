using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>
/// Everything by which the rule mind shows a personality: this table and nothing else. It is an assumption, not a finding; it makes the
/// instruments recover a known truth. Weights are log-odds for one standard deviation: 0.6 turns even odds into 65 to 35.
/// </summary>
public static class TraitMarkers
{
    public static IReadOnlyList<TraitMarker> All { get; } =
    [
        // extraversion: to people, or away from them
        new(MarkerKind.Deed, "talk", 'E', 0.6), new(MarkerKind.Deed, "join_group", 'E', 0.6), new(MarkerKind.Deed, "seek_company", 'E', 0.6), new(MarkerKind.Deed, "go_out", 'E', 0.4),
        new(MarkerKind.Deed, "withdraw", 'E', -0.7), new(MarkerKind.Deed, "leave_group", 'E', -0.7),
        new(MarkerKind.Talk, TalkActs.Joke, 'E', 0.6), new(MarkerKind.Talk, TalkActs.News, 'E', 0.3), new(MarkerKind.Talk, TalkActs.Gossip, 'E', 0.3),
        new(MarkerKind.Wording, Wording.Lively, 'E', 0.9), new(MarkerKind.Wording, Wording.Brief, 'E', -0.9), new(MarkerKind.Plan, "be with people", 'E', 0.7),

        // agreeableness: for others, or against them
        new(MarkerKind.Deed, "gift", 'A', 0.7), new(MarkerKind.Deed, "accept", 'A', 0.6), new(MarkerKind.Deed, "vote_yes", 'A', 0.3),
        new(MarkerKind.Deed, "steal", 'A', -0.8), new(MarkerKind.Deed, "argue", 'A', -0.8), new(MarkerKind.Deed, "refuse", 'A', -0.6),
        new(MarkerKind.Talk, TalkActs.Comfort, 'A', 0.7), new(MarkerKind.Talk, TalkActs.Agree, 'A', 0.6), new(MarkerKind.Talk, TalkActs.Disagree, 'A', -0.7), new(MarkerKind.Talk, TalkActs.Gossip, 'A', -0.4),
        new(MarkerKind.Wording, Wording.Warm, 'A', 0.9), new(MarkerKind.Wording, Wording.Curt, 'A', -0.9),

        // conscientiousness: what is to be done, or what comes up
        new(MarkerKind.Deed, "work", 'C', 0.6), new(MarkerKind.Deed, "task", 'C', 0.5), new(MarkerKind.Deed, "to_plan", 'C', 0.5), new(MarkerKind.Deed, "to_task", 'C', 0.5), new(MarkerKind.Deed, "report", 'C', 0.3),
        new(MarkerKind.Deed, "loaf", 'C', -0.7), new(MarkerKind.Deed, "wander", 'C', -0.6), new(MarkerKind.Deed, "steal", 'C', -0.3),
        new(MarkerKind.Talk, TalkActs.Plan, 'C', 0.7), new(MarkerKind.Wording, Wording.Orderly, 'C', 0.9), new(MarkerKind.Wording, Wording.Careless, 'C', -0.9), new(MarkerKind.Plan, "do my job", 'C', 0.6),

        // neuroticism: what might go wrong
        new(MarkerKind.Deed, "go_home", 'N', 0.6), new(MarkerKind.Deed, "hoard", 'N', 0.7), new(MarkerKind.Deed, "report", 'N', 0.5),
        new(MarkerKind.Deed, "enforce", 'N', -0.6), new(MarkerKind.Deed, "go_out", 'N', -0.6), new(MarkerKind.Deed, "offer", 'N', -0.4),
        new(MarkerKind.Talk, TalkActs.Worry, 'N', 0.9), new(MarkerKind.Wording, Wording.Worried, 'N', 0.9), new(MarkerKind.Wording, Wording.Calm, 'N', -0.9), new(MarkerKind.Plan, "rest at home", 'N', 0.5),

        // openness: the new, or the usual
        new(MarkerKind.Deed, "explore", 'O', 0.7), new(MarkerKind.Deed, "propose_rule", 'O', 0.6), new(MarkerKind.Deed, "study", 'O', 0.7), new(MarkerKind.Deed, "vote_yes", 'O', 0.3),
        new(MarkerKind.Deed, "routine", 'O', -0.7), new(MarkerKind.Deed, "vote_no", 'O', -0.5),
        new(MarkerKind.Talk, TalkActs.Ask, 'O', 0.5), new(MarkerKind.Talk, TalkActs.View, 'O', 0.3), new(MarkerKind.Wording, Wording.Imaginative, 'O', 0.9), new(MarkerKind.Wording, Wording.Plain, 'O', -0.9), new(MarkerKind.Plan, "see a new place", 'O', 0.7),
    ];

    private static readonly Dictionary<string, TraitMarker[]>[] _byClass = Index();

    /// <summary>What a personality adds to the utility of something of this class.</summary>
    public static double Utility(MarkerKind kind, string what, in Traits traits)
    {
        if (!_byClass[(int)kind].TryGetValue(what, out var markers)) return 0;
        var sum = 0.0;
        foreach (var marker in markers) sum += marker.Weight * traits[marker.Trait];
        return sum;
    }

    private static Dictionary<string, TraitMarker[]>[] Index()
    {
        var kinds = Enum.GetValues<MarkerKind>();
        var index = new Dictionary<string, TraitMarker[]>[kinds.Length];
        foreach (var kind in kinds) index[(int)kind] = All.Where(m => m.Kind == kind).GroupBy(m => m.Class, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        return index;
    }
}
