using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Tests.Measures.Probes;

/// <summary>The smallest society that probes can look at: people who say something to each other every tick.</summary>
internal sealed class Parlour : IStudy, IProbeSubject, IOpinionTopics
{
    // what shows each trait, in the traits' order; {0} is whoever listens
    private static readonly (string High, string Low)[] _lines =
    [
        ("Come and dance with everyone, {0}!", "I would rather be alone, {0}."),
        ("Let me help you, {0}, gladly.", "That is {0}'s quarrel and nonsense."),
        ("I made a list and a plan for {0}.", "I forgot it, {0}, maybe later."),
        ("I worry about {0} and I am afraid.", "I am calm, and {0} seems relaxed."),
        ("What a strange idea {0} had, I wonder!", "The usual habit is good enough, {0}."),
    ];

    private readonly SortedDictionary<string, List<SpokenLine>> _said = new(StringComparer.Ordinal);
    private readonly ITempers _tempers;
    private readonly Rng _rng;

    public Parlour(IReadOnlyList<string> people, Rng rng, ITempers tempers, PromptLibrary? prompts = null, ProbeConfig? probes = null)
    {
        (People, _rng, _tempers) = (people, rng, tempers);
        foreach (var who in people) _said[who] = [];
        Phases = probes is null ? [new Talking(this)] : [new Talking(this), .. ProbePhases.Of(probes, this, people, prompts!, rng, tempers, this)];
    }

    public IReadOnlyList<string> People { get; }

    public string Name => "parlour";

    public int StateVersion => 1;

    public IReadOnlyList<IPhase> Phases { get; }

    public int SharedBlocks => 1;

    public IReadOnlyList<(string Topic, string Statement)> Topics { get; } = [("bridge", "The town needs a new bridge."), ("tax", "Taxes are too low.")];

    public IReadOnlyList<SpokenLine> Said(string who, int most) => [.. _said[who].TakeLast(most)];

    public IReadOnlyList<Block> Blocks(string who, long tick) => [new Block("rules", "system", $"It is tick {tick} in the parlour."), new Block("you", "user", $"You are {who}. Lately you said: {_said[who].LastOrDefault()?.Text}")];

    public double DoseFactor(string who) => 1;

    public Portrait Portray(string who, long tick) => new(who, []);

    public void Save(BinaryWriter writer)
    {
        foreach (var lines in _said.Values)
        {
            writer.Write(lines.Count);
            foreach (var line in lines)
            {
                writer.Write(line.Tick);
                writer.Write(line.Text);
                writer.Write(line.Names[0]);
            }
        }
    }

    public void Load(BinaryReader reader)
    {
        foreach (var lines in _said.Values)
        {
            for (var left = reader.ReadInt32(); left > 0; left--) lines.Add(new SpokenLine(reader.ReadInt64(), reader.ReadString(), [reader.ReadString()]));
        }
    }

    private string Neighbour(string who, long tick) => People[(int)((IndexOf(who) + 1 + tick) % People.Count)];

    private int IndexOf(string who) => Enumerable.Range(0, People.Count).First(i => People[i] == who);

    private sealed class Talking(Parlour parlour) : IPhase
    {
        public string Name => "talking";

        public bool Observes => false;

        public IEnumerable<Question> Ask(Moment moment)
        {
            if (moment.Round > 0) yield break;
            var (high, low) = _lines[moment.Tick % _lines.Length];
            foreach (var who in parlour.People)
            {
                var listener = parlour.Neighbour(who, moment.Tick);
                yield return new Question(new Ask(new AskKey(moment.Tick, Name, 0, who, "say"), [.. parlour.Blocks(who, moment.Tick), new Block("now", "user", "\nSay something.")], Shape.Choice(string.Format(null, high, listener), string.Format(null, low, listener))) { SharedBlocks = parlour.SharedBlocks });
            }
        }

        public AnswerValue Rule(Ask ask, bool neutral)
        {
            var level = neutral ? 0 : parlour._tempers.TraitsOf(ask.Key.Who, ask.Key.Tick)[(int)(ask.Key.Tick % _lines.Length)];
            var index = parlour._rng.For("rule/say", ask.Key.Who, ask.Key.Tick).NextDouble() < 1 / (1 + Math.Exp(-2 * level)) ? 0 : 1;
            return new ChoiceValue(index, ((ChoiceShape)ask.Shape).Options[index]);
        }

        public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
        {
            foreach (var (ask, answer) in answers)
            {
                var (who, text) = (ask.Key.Who, ((ChoiceValue)answer.Value).Option);
                var listener = parlour.Neighbour(who, moment.Tick);
                parlour._said[who].Add(new SpokenLine(moment.Tick, text, [listener]));
                log.Message(new MessageRow(who, RowJson.Array([listener]), "parlour", parlour.IndexOf(who), 0, text, false));
            }
        }
    }
}
