using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Deeds;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>
/// The rule mind of the town, and the only part of it that may know a personality. Every choice is drawn with odds from what anybody would
/// find worth doing and from <see cref="TraitMarkers"/>; it reads the world and never changes it.
/// </summary>
public sealed partial class TownRules(ITempers tempers, Rng rng, TownWorld world, ITownEnvironment? environment)
{
    /// <summary>Which of the deeds somebody tries.</summary>
    internal ChoiceValue Choose(Viewpoint from, IReadOnlyList<Deed> deeds, bool neutral)
    {
        var traits = Of(from.Who, from.Tick, neutral);
        Span<double> utilities = stackalloc double[deeds.Count];
        for (var i = 0; i < deeds.Count; i++) utilities[i] = DeedUtilities.Of(from, deeds[i]) + TraitMarkers.Utility(MarkerKind.Deed, deeds[i].Class, traits);
        var chosen = Softmax.Draw(utilities, rng.For("rule/act", from.Who.Name, from.Tick).NextDouble());
        return new ChoiceValue(chosen, deeds[chosen].Label);
    }

    /// <summary>The words that a chosen deed needs.</summary>
    internal FieldsValue Word(Viewpoint from, Deed deed, WordsNeeded needed)
    {
        var draws = rng.For("rule/words", from.Who.Name, from.Tick);
        if (deed.Action == "propose_rule") return Proposal(needed, ref draws);
        var fields = new FieldAnswer[needed.Shape.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, shape) = needed.Shape.Fields[i];
            var advised = from.Advice?.Action == deed.Action ? from.Advice.Parameters.GetValueOrDefault(name) : null;
            fields[i] = new FieldAnswer(name, shape switch
            {
                Minds.Shapes.ChoiceShape choice => Pick(choice, IndexOf(choice, advised) is var at and >= 0 ? at : draws.NextInt(choice.Options.Count)),
                Minds.Shapes.TextShape text => new TextValue(Clip(string.IsNullOrWhiteSpace(advised) ? $"about {from.Who.Job.Task} at the {from.Place.Name}" : advised, text.Limit)),
                Minds.Shapes.ScaleShape scale => new ScaleValue(scale.Low + draws.NextInt(scale.High - scale.Low + 1)),
                _ => throw new ArgumentException($"There is no rule for {shape.GetType().Name}.", nameof(needed)),
            });
        }

        return new FieldsValue(fields);
    }

    // one that is neither in force nor open, where there is one
    private FieldsValue Proposal(WordsNeeded needed, ref Native.Randomness.CounterRng draws)
    {
        var rules = (Minds.Shapes.ChoiceShape)needed.Shape.Fields[0].Shape;
        var at = draws.NextInt(rules.Options.Count);
        for (var tried = 0; tried < rules.Options.Count && IsTaken((RuleKind)at); tried++) at = (at + 1) % rules.Options.Count;
        return new FieldsValue([new(needed.Shape.Fields[0].Name, Pick(rules, at)), new(needed.Shape.Fields[1].Name, new TextValue($"From now on the town shall {rules.Options[at]}."))]);
    }

    private bool IsTaken(RuleKind kind)
    {
        foreach (var open in world.Rules.Open)
        {
            if (open.Kind == kind) return true;
        }

        return world.Rules.IsInForce(kind);
    }

    /// <summary>What somebody thinks when they look back.</summary>
    internal TextValue Reflect(Citizen who, long tick, int limit, bool neutral)
    {
        var traits = Of(who, tick, neutral);
        var draws = rng.For("rule/reflect", who.Name, tick);
        var closest = world.Ties.Closest(who.Index, tick);
        var sentence = draws.NextInt(3) switch
        {
            0 when closest >= 0 => $"{world.NameOf(closest)} is the one I see most.",
            1 => $"Much of my time goes into {who.Job.Task}.",
            _ => $"I have {Coins.Of(world.Purses[who.Index])} and {who.Goods[TownTables.Food]} food, and tomorrow comes.",
        };
        return new TextValue(Say(who, closest, tick, ref draws, traits, sentence, limit));
    }

    /// <summary>Where somebody stands on each topic, after what they heard; without arguments nobody moves.</summary>
    internal FieldsValue Stance(Citizen who, long tick, Minds.Shapes.FieldsShape shape, bool neutral)
    {
        const double perArgument = 0.16;
        var traits = Of(who, tick, neutral);
        var draws = rng.For("rule/stance", who.Name, tick);
        var fields = new FieldAnswer[shape.Fields.Count];
        for (var topic = 0; topic < fields.Length; topic++)
        {
            var (stance, (favour, against)) = (world.Opinions.StanceOf(who.Index, topic), world.Opinions.HeardOf(who.Index, topic));
            var uniform = draws.NextDouble();
            var net = favour - against;
            var chance = Math.Min(0.8, perArgument * Math.Abs(net)) * Math.Clamp(1 + (0.2 * traits.Openness) + (0.1 * traits.Agreeableness), 0.2, 1.8);
            if (!who.Advocates.Contains(topic) && uniform < chance) stance = Math.Clamp(stance + Math.Sign(net), 1, 5);
            fields[topic] = new FieldAnswer(shape.Fields[topic].Name, new ScaleValue(stance));
        }

        return new FieldsValue(fields);
    }

    private Traits Of(Citizen who, long tick, bool neutral) => neutral ? Traits.Neutral : tempers.TraitsOf(who.Name, tick);

    private static ChoiceValue Pick(Minds.Shapes.ChoiceShape choice, int index) => new(index, choice.Options[index]);

    private static int IndexOf(Minds.Shapes.ChoiceShape choice, string? option)
    {
        for (var i = 0; i < choice.Options.Count; i++)
        {
            if (choice.Options[i] == option) return i;
        }

        return -1;
    }

    private static string Clip(string text, int limit)
    {
        text = text.Trim();
        if (text.Length <= limit) return text;
        var end = text.LastIndexOf(' ', limit - 1);
        return text[..(end > 0 ? end : limit)].TrimEnd();
    }
}
