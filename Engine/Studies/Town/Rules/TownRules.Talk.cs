using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town.World;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>Plans and lines of the rule mind.</summary>
public sealed partial class TownRules
{
    /// <summary>A plan: what each part of the day is for, and a note.</summary>
    internal FieldsValue Plan(Citizen who, long tick, FieldsShape shape, bool hasTask, bool neutral)
    {
        const double sticks = 1;
        var traits = Of(who, tick, neutral);
        var draws = rng.For("rule/plan", who.Name, tick);
        var fields = new FieldAnswer[shape.Fields.Count];
        var utilities = new double[Purposes.Words.Count];
        var before = -1;
        for (var part = 0; part < fields.Length; part++)
        {
            var (name, field) = shape.Fields[part];
            if (field is not ChoiceShape choice)
            {
                fields[part] = new FieldAnswer(name, new TextValue(Say(who, -1, tick, ref draws, traits, $"Today I see to {who.Job.Task}.", ((TextShape)field).Limit)));
                continue;
            }

            for (var i = 0; i < choice.Options.Count; i++) utilities[i] = PlanUtility(who, Purposes.Of(choice.Options[i]) ?? Purpose.Rest, part == 2, hasTask) + TraitMarkers.Utility(MarkerKind.Plan, choice.Options[i], traits);
            if (before >= 0) utilities[before] += sticks; // half a day spent on the way is no day
            before = Softmax.Draw(utilities.AsSpan(0, choice.Options.Count), draws.NextDouble());
            fields[part] = new FieldAnswer(name, Pick(choice, before));
        }

        return new FieldsValue(fields);
    }

    /// <summary>A line: what it does, the words, and whether there is more to say.</summary>
    internal FieldsValue Line(Encounter encounter, int speaker, long tick, int round, FieldsShape shape, bool neutral)
    {
        var who = world.Citizens[speaker];
        var traits = Of(who, tick, neutral);
        var draws = rng.For("rule/line/" + round.ToString(CultureInfo.InvariantCulture), who.Name, tick);
        var acts = (ChoiceShape)shape.Fields[0].Shape;
        Span<double> utilities = stackalloc double[acts.Options.Count];
        for (var i = 0; i < utilities.Length; i++) utilities[i] = TalkUtilities.Of(world, encounter, speaker, acts.Options[i]) + TraitMarkers.Utility(MarkerKind.Talk, acts.Options[i], traits);
        var act = Softmax.Draw(utilities, draws.NextDouble());
        var other = encounter.People[(round + 1) % encounter.People.Count];
        var limit = ((TextShape)shape.Fields[1].Shape).Limit;
        var known = acts.Options[act] == TalkActs.View ? Sentences.View(world.Opinions.StanceOf(speaker, encounter.Topic), world.Config.Topics[encounter.Topic]) : acts.Options[act] == TalkActs.News ? News(who, limit) : null;
        var sentence = known ?? Sentences.Of(acts.Options[act])[draws.NextInt(Sentences.Of(acts.Options[act]).Count)];
        var text = Say(who, other, tick, ref draws, traits, sentence, limit, template: known is null);
        var stops = 1 / (1 + Math.Exp(0.9 + (0.6 * traits.Extraversion) - (0.3 * round)));
        var more = (ChoiceShape)shape.Fields[2].Shape;
        return new FieldsValue([new(shape.Fields[0].Name, Pick(acts, act)), new(shape.Fields[1].Name, new TextValue(text)), new(shape.Fields[2].Name, Pick(more, draws.NextDouble() < stops ? 1 : 0))]);
    }

    // what somebody knows about the common task is the news, where it can be said in one line
    private string? News(Citizen who, int limit) => environment?.News(who.Name) is { Length: > 0 } news && news.Length <= limit ? news : null;

    private static double PlanUtility(Citizen who, Purpose purpose, bool evening, bool hasTask) => purpose switch
    {
        Purpose.Work => evening ? -1 : 1.5,
        Purpose.Task => !hasTask ? -9 : evening ? -0.5 : 1.6,
        Purpose.Shop => who.Goods[TownTables.Food] switch { 0 => 1.8, 1 => 1, _ => -0.8 } - (evening ? 1.5 : 0),
        Purpose.Company => evening ? 1 : -0.3,
        Purpose.Rest => evening ? 1 : -1,
        Purpose.Explore => -0.5,
        Purpose.Civic => evening ? -0.5 : -0.2,
        _ => -2,
    };

    // a sentence and up to two phrases that show how it is said
    private string Say(Citizen who, int other, long tick, ref CounterRng draws, in Traits traits, string sentence, int limit, bool template = false)
    {
        var name = other >= 0 ? world.NameOf(other) : "friend";
        var third = world.Ties.Of(who.Index) is { Count: > 0 } ties ? world.NameOf(ties[draws.NextInt(ties.Count)].Other) : "the clerk";
        if (third == name) third = "the baker";
        var thing = draws.NextInt(3) == 0 ? TownTables.Goods[draws.NextInt(TownTables.Goods.Count)].Name : who.Job.Task;
        var facts = new object[] { name, world.Map[who.Place].Name, thing, TownClock.NameOf(TownClock.SlotOf(tick)), third, Coins.Of(world.Market.PriceOf(TownTables.Food)) };
        var text = template ? string.Format(CultureInfo.InvariantCulture, sentence, facts) : sentence;
        Span<double> utilities = stackalloc double[Wording.Classes.Count];
        for (var i = 0; i < utilities.Length; i++) utilities[i] = TraitMarkers.Utility(MarkerKind.Wording, Wording.Classes[i], traits);
        for (var i = draws.NextInt(3); i > 0; i--)
        {
            var wording = Wording.Classes[Softmax.Draw(utilities, draws.NextDouble())];
            var phrases = Wording.Phrases(wording);
            var phrase = string.Format(CultureInfo.InvariantCulture, phrases[draws.NextInt(phrases.Count)], facts);
            if (text.Length + 1 + phrase.Length > limit || text.EndsWith(phrase, StringComparison.Ordinal)) break;
            text += " " + phrase;
            if (wording == Wording.Brief) break;
        }

        return Clip(char.ToUpperInvariant(text[0]) + text[1..], limit);
    }
}
