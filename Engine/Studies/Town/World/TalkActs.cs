namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>What a line does to the one who hears it; a speaker names it beside the words.</summary>
public static class TalkActs
{
    public const string News = "share news", Ask = "ask", Joke = "joke", Comfort = "comfort", Agree = "agree", Disagree = "disagree", Worry = "worry aloud", Gossip = "gossip", View = "give my view", Plan = "make a plan";

    public static IReadOnlyList<string> Words { get; } = [News, Ask, Joke, Comfort, Agree, Disagree, Worry, Gossip, View, Plan];

    /// <summary>What a heard line does to the listener's tie: how much closer, how much more trust.</summary>
    public static (double Closer, double Trust) Effect(string act) => act switch
    {
        Joke => (0.06, 0.02),
        Comfort => (0.08, 0.06),
        Agree => (0.06, 0.05),
        Disagree => (-0.02, -0.05),
        Gossip => (0.03, -0.01),
        Plan => (0.05, 0.04),
        _ => (0.04, 0.01),
    };
}
