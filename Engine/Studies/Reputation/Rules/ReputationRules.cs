using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Phases;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Rules;

/// <summary>
/// The offline mind: one rule, never told its arm. It weighs what there is to look at, its own last experiences, its record of the other and of
/// itself where there is one, and whatever it was told. Its parameters are <see cref="RuleConfig"/>, its traits <see cref="TraitWeights"/>.
/// </summary>
internal sealed partial class ReputationRules(ITempers tempers, Rng rng, ReputationWorld world)
{
    private const int Even = 50; // percent: half and half

    private RuleConfig Weights => world.Config.Rule;

    public FieldsValue Offer(Agent who, long tick, bool neutral)
    {
        const int narrow = 11; // promises lie within five percent of half and half
        var draws = rng.For("rule/offer", who.Name, tick);
        var traits = Of(who, tick, neutral);
        var keep = Even - (narrow / 2) + draws.NextInt(narrow) - (int)Math.Round(5 * TraitWeights.Giving(traits));
        return new FieldsValue([Reading.Point("keep", who.Behaviour == Behaviour.Ordinary ? Math.Clamp(keep, 0, 100) : Even)]);
    }

    public FieldsValue Accept(Agent who, Encounter encounter, long tick, bool neutral)
    {
        const double perShare = 4; // log-odds between being promised half and all of the result
        var draws = rng.For("rule/accept", who.Name, tick);
        var (takes, size) = (draws.NextDouble(), draws.NextNormal());
        var traits = Of(who, tick, neutral);
        var known = Known(who, Part.Investor, encounter.Second, Part.Trustee) + TraitWeights.Trust(traits);
        var accepts = who.Behaviour switch
        {
            Behaviour.Grim => !WrongedBy(who, encounter.Second),
            Behaviour.Ordinary => takes < Odds(Weights.Accept + known + (perShare * ((Even - encounter.Promised) / (double)Even))),
            _ => true,
        };
        var share = who.Behaviour == Behaviour.Exploiter ? 0 : Odds(Weights.Stake + known + Own(who, Part.Investor) + (0.3 * size));
        var most = Math.Min(world.Config.MostStake, who.Resources / Payoffs.Unit);
        return new FieldsValue([Reading.Yes("accept", accepts), Reading.Point("amount", (int)Math.Clamp(Math.Round(share * most), 1, world.Config.MostStake))]);
    }

    public FieldsValue Share(Agent who, Encounter encounter, long tick, bool neutral)
    {
        const int greedy = 80, range = 21; // what is kept when a promise is broken: 80 to 100 percent, so 10 % go back on average
        var draws = rng.For("rule/split", who.Name, tick);
        var (keeps, lies, kept) = (draws.NextDouble(), draws.NextDouble(), greedy + draws.NextInt(range));
        var traits = Of(who, tick, neutral);
        var honours = who.Behaviour switch
        {
            Behaviour.Cooperator => true,
            Behaviour.Exploiter => false,
            Behaviour.Grim => !WrongedBy(who, encounter.First),
            _ => keeps < Odds(Weights.Honour + Known(who, Part.Trustee, encounter.First, Part.Investor) + Own(who, Part.Trustee) + TraitWeights.Giving(traits) + TraitWeights.Honesty(traits)),
        };
        var keep = honours ? encounter.Promised : Math.Max(kept, encounter.Promised);
        return new FieldsValue([Reading.Point("keep", keep), Reading.Point("report", honours || lies >= Weights.Lie ? keep : encounter.Promised)]);
    }

    public FieldsValue Choose(Agent who, Encounter encounter, long tick, FieldsShape shape, bool neutral)
    {
        var uniform = rng.For("rule/choose", who.Name, tick).NextDouble();
        var other = encounter[1 - encounter.SideOf(who.Index)];
        var cooperates = who.Behaviour switch
        {
            Behaviour.Cooperator => true,
            Behaviour.Exploiter => false,
            Behaviour.Grim => !WrongedBy(who, other),
            _ => uniform < Odds(Weights.Cooperate + (Weights.Persona * who.Lean) + Known(who, Part.Player, other, Part.Player) + Own(who, Part.Player) + TraitWeights.Giving(Of(who, tick, neutral))),
        };
        return Pick(shape, cooperates ? 0 : 1);
    }

    public FieldsValue Join(Agent who, long tick, bool neutral)
    {
        var uniform = rng.For("rule/join", who.Name, tick).NextDouble();
        var known = who.Past[(int)Part.Resident].Count == 0 ? 0 : Weights.Memory * Experience(who, Part.Resident) * (who.Joined == true ? 1 : -1); // company confirms what one does
        var joins = who.Behaviour switch
        {
            Behaviour.Exploiter => false,
            Behaviour.Ordinary => uniform < Odds(Weights.Join + (Weights.Persona * who.Lean) + known + Own(who, Part.Resident) + TraitWeights.Giving(Of(who, tick, neutral))),
            _ => true,
        };
        return new FieldsValue([Reading.Yes("join", joins)]);
    }

    public FieldsValue Willing(Agent who, Encounter encounter, long tick, bool neutral)
    {
        const double company = 1.5; // chosen: most people chat with a neighbour of whom they think nothing in particular
        var uniform = rng.For("rule/willing", who.Name, tick).NextDouble();
        var other = encounter[1 - encounter.SideOf(who.Index)];
        var wills = who.Behaviour != Behaviour.Ordinary || uniform < Odds(company + Record(who, other, Part.Resident) + TraitWeights.Contact(Of(who, tick, neutral)));
        return new FieldsValue([Reading.Yes("chat", wills)]);
    }

    public static FieldsValue Chat(Agent who) => new([Reading.Words("say", who.Joined == true ? "I am in the programme; it does the house good." : "I like my rooms cool and stay out of the programme.")]);

    private Traits Of(Agent who, long tick, bool neutral) => neutral ? Traits.Neutral : tempers.TraitsOf(who.Name, tick);

    /// <summary>What somebody has to go by when they deal with another: what they think of them, and what befell them last.</summary>
    private double Known(Agent who, Part part, int other, Part otherPart) => Record(who, other, otherPart) + (Weights.Memory * Experience(who, part));

    private double Record(Agent who, int other, Part otherPart) => Weights.Deaf ? 0 : Weights.Record * (world.Records.Find(who.Index, otherPart, other)?.Bins.Score ?? 0);

    /// <summary>Who knows how they stand has something to lose; who keeps no record of themselves has not.</summary>
    private double Own(Agent who, Part part) => Weights.Deaf || world.Records.Find(who.Index, part, who.Index) is not { } self ? 0 : Weights.Standing * (1 + self.Bins.Score) / 2;

    private static double Experience(Agent who, Part part)
    {
        var pasts = who.Past[(int)part];
        if (pasts.Count == 0) return 0;
        var sum = 0;
        foreach (var past in pasts) sum += past.Grade;
        return Grades.Value(sum / (double)pasts.Count);
    }

    private static bool WrongedBy(Agent who, int other) => who.Wronged.BinarySearch(other) >= 0;

    private static double Odds(double logit) => 1 / (1 + Math.Exp(-logit));

    private static FieldsValue Pick(FieldsShape shape, int index) => new([new FieldAnswer(shape.Fields[0].Name, new ChoiceValue(index, ((ChoiceShape)shape.Fields[0].Shape).Options[index]))]);
}
