namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>
/// Ways to say things, as phrases that follow any sentence. <c>{0}</c> is who is spoken to, <c>{1}</c> where they are, <c>{2}</c> something at
/// hand, <c>{3}</c> the time of the day.
/// </summary>
public static class Wording
{
    public const string Lively = "lively", Brief = "brief", Warm = "warm", Curt = "curt", Orderly = "orderly", Careless = "careless", Worried = "worried", Calm = "calm", Imaginative = "imaginative", Plain = "plain";

    public static IReadOnlyList<string> Classes { get; } = [Lively, Brief, Warm, Curt, Orderly, Careless, Worried, Calm, Imaginative, Plain];

    private static readonly Dictionary<string, string[]> _phrases = new(StringComparer.Ordinal)
    {
        [Lively] = ["Come on, {0}, let us get everybody in on it!", "What a fine {3} at the {1}!", "I could talk about {2} for hours!", "Ha, this is going to be fun!", "I told three people already, and I will tell more!", "Let us make some noise about it!"],
        [Brief] = ["That is all.", "Well.", "Enough said.", "I would rather go on by myself.", "Mm.", "I keep to myself today."],
        [Warm] = ["I am glad you are here, {0}.", "Tell me if I can help you with {2}.", "You have been so kind.", "Take some of mine, {0}, please.", "I hope your {3} goes well, dear {0}.", "We can share {2}, can we not?"],
        [Curt] = ["And that is your problem, {0}.", "Do not waste my time.", "I do not owe you anything.", "I doubt that you know what you talk about.", "Look after {2} yourself.", "You always want something."],
        [Orderly] = ["First {2}, then the rest, as planned.", "I have written it on my list.", "I will have it finished by the end of the {3}.", "I checked it twice.", "Everything in its place at the {1}.", "I promised it, so I will do it on time."],
        [Careless] = ["I forgot about {2}, but who cares.", "It can wait till tomorrow.", "I lost my list somewhere near the {1}.", "I will get to it some day.", "I did half of it, good enough.", "Plans never hold anyway."],
        [Worried] = ["I fear something will go wrong with {2}.", "I could not sleep because of it.", "What if it all falls apart, {0}?", "My hands shake when I think of it.", "I am so afraid we will run short.", "It makes me uneasy here at the {1}."],
        [Calm] = ["No need to hurry, it will be fine.", "It does not trouble me.", "Things settle by themselves.", "I sleep well all the same.", "We have seen worse and are still here.", "I take it as it comes."],
        [Imaginative] = ["Imagine the {1} as a ship, and us as its crew.", "I dreamt of a new use for {2}.", "What if we tried it quite another way?", "There is a poem in {2}, {0}.", "I wonder what lies behind the river.", "Everything here is like a story half told."],
        [Plain] = ["It is the way it has always been done.", "I like {2} the usual way.", "No need for new ideas.", "We did it so last year, and it worked.", "Facts are enough for me.", "I stay with what I know."],
    };

    public static IReadOnlyList<string> Phrases(string wording) => _phrases[wording];
}
