using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Reputation.Phases;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation.Rules;

/// <summary>What the rule mind makes of meetings, of what it sees and of what it is told.</summary>
internal sealed partial class ReputationRules
{
    private const double PerGrade = 2; // log-odds between a neutral and a very good (or very bad) meeting

    private static readonly string[] _views = ["very bad", "bad", "so-so", "good", "very good"];

    public static FieldsValue Reflect(Agent who, Encounter encounter)
    {
        var side = encounter.SideOf(who.Index);
        var grade = encounter.Grades[1 - side];
        var honest = encounter.PartOf(1 - side) == Part.Trustee ? Math.Clamp(5 - (Math.Abs(encounter.Reported - encounter.Kept) / 10), 1, 5) : grade;
        return new FieldsValue([Reading.Point("honesty", honest), Reading.Point("fairness", grade), Reading.Words("lesson", $"My last meeting as {encounter.PartOf(side).Word()} went {Word(grade)}.")]);
    }

    public FieldsValue Judge(Agent who, Encounter encounter, bool self)
    {
        var side = encounter.SideOf(who.Index);
        var about = self ? side : 1 - side;
        var old = world.Records.Find(who.Index, encounter.PartOf(about), encounter[about])?.Bins ?? Bins.Unknown;
        var grade = encounter.Grades[about];
        return new FieldsValue([.. Reading.Written(old.Toward(grade, Weights.Learn), self ? $"{Word(grade)} of me" : $"{Word(grade)} to me")]);
    }

    public FieldsValue Settle(Agent who, Encounter encounter, long tick, FieldsShape shape, bool neutral)
    {
        var draws = rng.For("rule/settle", who.Name, tick);
        var (avoids, ties, tells) = (draws.NextDouble(), draws.NextDouble(), draws.NextDouble());
        var traits = Of(who, tick, neutral);
        var side = encounter.SideOf(who.Index);
        // who refused has done nothing to be judged by but the refusal itself, and only by the other
        var value = encounter.Grades[1 - side] == 0 ? 0 : Grades.Value(encounter.Grades[1 - side]);
        var known = Record(who, encounter[1 - side], encounter.PartOf(1 - side));
        var bonds = (ChoiceShape)shape.Fields[0].Shape;
        var bond = avoids < Odds(Weights.Avoid - (PerGrade * value) - known + TraitWeights.Avoiding(traits)) ? SettlePhase.Avoid
            : encounter.Goes && ties < Odds(Weights.Tie + (PerGrade * value) + known + TraitWeights.Contact(traits)) ? SettlePhase.Tie : SettlePhase.Leave;
        var fields = new List<FieldAnswer> { new("bond", new ChoiceValue(IndexOf(bonds, bond), bond)) };
        if (shape.Fields.Count > 1) fields.Add(Reading.Yes("tell", tells < Odds(Weights.Tell + (PerGrade * Math.Abs(value)) + TraitWeights.Talk(traits))));
        return new FieldsValue(fields);
    }

    public FieldsValue Tell(Agent who, Tale tale)
    {
        var grade = tale.Heard;
        if (grade == 0)
        {
            var encounter = world.EncounterOf(who.Index)!;
            grade = encounter.Grades[1 - encounter.SideOf(who.Index)];
            if (grade == 0) grade = Grades.Neutral;
        }

        if (who.Liar) grade = Bins.Count + 1 - grade;
        return new FieldsValue([Reading.Point("verdict", grade), Reading.Words("say", $"{world.NameOf(tale.Target)} was {Word(grade)} as {tale.Part.Word()}.")]);
    }

    public static FieldsValue Reply(Agent who, Tale tale) => new([Reading.Words("say", who.Index == tale.Listener ? "I shall keep it in mind." : "That is how it was."), Reading.Yes("more", yes: false)]);

    public FieldsValue Hear(Agent who, Tale tale, long tick, int number, FieldsShape shape, bool neutral)
    {
        var draws = rng.For("rule/hear", who.Name, (tick * 4096) + number);
        var (avoids, tells) = (draws.NextDouble(), draws.NextDouble());
        var traits = Of(who, tick, neutral);
        var records = shape.Fields[0].Name == "credibility";
        var credibility = records ? Believes(tale) : 2; // without records there is nothing to go by
        var weight = Credibility.Weight(credibility);
        var value = Grades.Value(tale.Verdict) * weight;
        var fields = new List<FieldAnswer>();
        if (records)
        {
            var old = world.Records.Find(who.Index, tale.Part, tale.Target)?.Bins ?? Bins.Unknown;
            fields.Add(new FieldAnswer("credibility", new ChoiceValue(credibility, Credibility.Words[credibility])));
            fields.AddRange(Reading.Written(Weights.Deaf ? old : old.Toward(tale.Verdict, Weights.Hear * weight), $"{world.NameOf(tale.Teller)} said {Word(tale.Verdict)}"));
        }

        var known = Record(who, tale.Target, tale.Part);
        fields.Add(Reading.Yes("avoid", !Weights.Deaf && value < 0 && avoids < Odds(Weights.Avoid - (PerGrade * value) - known + TraitWeights.Avoiding(traits))));
        if (shape.Fields[^1].Name == "tell") fields.Add(Reading.Yes("tell", !Weights.Deaf && tells < Odds(Weights.Tell + (PerGrade * Math.Abs(value)) + TraitWeights.Talk(traits))));
        return new FieldsValue(fields);
    }

    public FieldsValue See(Agent who, int target, Part part, double grade, long tick, bool neutral)
    {
        var uniform = rng.For("rule/see/" + part.Word(), who.Name, (tick * 65_536) + target).NextDouble();
        var old = world.Records.Find(who.Index, part, target)!.Bins;
        var seen = old.Toward((int)Math.Clamp(Math.Round(grade, MidpointRounding.AwayFromZero), 1, 5), Weights.Deaf ? 0 : Weights.Watch);
        var value = Grades.Value(grade) * Weights.Watch; // from afar
        var avoids = !Weights.Deaf && value < 0 && uniform < Odds(Weights.Avoid - (PerGrade * value) - Record(who, target, part) + TraitWeights.Avoiding(Of(who, tick, neutral)));
        return new FieldsValue([.. Reading.Written(seen, "as I saw it"), Reading.Yes("avoid", avoids)]);
    }

    // by what the teller, and whoever told the teller, are known for, and by how much gossip has proved worth nothing so far
    private int Believes(Tale tale)
    {
        var known = world.Records.ScoreOf(tale.Teller, tale.Part);
        if (tale.Depth > 1) known = Math.Min(known, world.Records.ScoreOf(tale.Source, tale.Part)) - 0.25; // chosen: hearsay counts a little less
        return (int)Math.Clamp(Math.Round(2.5 + (2 * known) - world.DoubtedShare, MidpointRounding.AwayFromZero), 0, Credibility.Words.Count - 1);
    }

    private static string Word(int grade) => _views[Math.Clamp(grade, 1, 5) - 1];

    private static int IndexOf(ChoiceShape choice, string option)
    {
        for (var i = 0; i < choice.Options.Count; i++)
        {
            if (choice.Options[i] == option) return i;
        }

        throw new ArgumentException($"'{option}' is none of {string.Join(", ", choice.Options)}.", nameof(option));
    }
}
