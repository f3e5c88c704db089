using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>The sentence that carries what a line is about; how it is said comes behind it. Places as in <see cref="Wording"/>, and <c>{4}</c> for somebody else.</summary>
internal static class Sentences
{
    private static readonly Dictionary<string, string[]> _said = new(StringComparer.Ordinal)
    {
        [TalkActs.News] = ["Food costs {5} at the market now.", "There is work with {2} again.", "I have just come to the {1}, and it is busy.", "{4} was here this {3}."],
        [TalkActs.Ask] = ["Have you seen {4} today?", "How does it go with {2}, {0}?", "What would you do about {2}?", "Do you come to the {1} often?"],
        [TalkActs.Joke] = ["I asked {2} for advice, and it knew more than {4}.", "If {4} walks any slower, the well will overtake us.", "The {1} is so full that even the mice queue."],
        [TalkActs.Comfort] = ["It will get better with {2}, {0}.", "You are not alone in this.", "Sit down with me for a while, {0}."],
        [TalkActs.Agree] = ["Yes, {0}, I see it the same way.", "You are right about that.", "That is what I say too."],
        [TalkActs.Disagree] = ["No, {0}, I do not see it so.", "I think you are wrong there.", "That does not hold for {2}."],
        [TalkActs.Worry] = ["Prices at {5} for food are too much.", "I do not know how {2} will turn out.", "Somebody takes things in this town."],
        [TalkActs.Gossip] = ["Between us, {4} was not at work.", "They say {4} owes half the town.", "{4} said something odd about {2}."],
        [TalkActs.Plan] = ["Let us see to {2} together tomorrow.", "I will be at the {1} in the morning, {0}.", "We could ask {4} to help with {2}."],
    };

    public static IReadOnlyList<string> Of(string act) => _said[act];

    /// <summary>A view on a topic, by where the speaker stands.</summary>
    public static string View(int stance, Topic topic) => stance switch
    {
        >= 5 => $"I am sure that {topic.Claim}.",
        4 => $"I rather think that {topic.Claim}.",
        2 => $"I do not quite believe that {topic.Claim}.",
        <= 1 => $"I am against it: it is wrong that {topic.Claim}.",
        _ => $"I cannot decide whether {topic.Claim}.",
    };
}
