using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Tests.Runs.Loop;

/// <summary>The smallest society with everything a loop must carry: people who hand coins on, in rounds, a day's end without questions, a probe.</summary>
internal sealed class Village : IStudy
{
    public const int Coins = 10;
    private readonly SortedDictionary<string, int> _purse = new(StringComparer.Ordinal);

    public Village(IReadOnlyList<string> people, Rng rng, ITempers? tempers = null, bool probes = true)
    {
        (People, Rng, Tempers) = (people, rng, tempers);
        foreach (var who in people) _purse[who] = Coins;
        Phases = probes ? [new Giving(this), new Evening(this), new Asking(this)] : [new Giving(this), new Evening(this)];
    }

    public IReadOnlyList<string> People { get; }

    public Rng Rng { get; }

    public ITempers? Tempers { get; }

    public int Gifts { get; private set; }

    public string Name => "village";

    public int StateVersion => 1;

    public IReadOnlyList<IPhase> Phases { get; }

    public IReadOnlyDictionary<string, int> Purses => _purse;

    public double DoseFactor(string who) => 1;

    public Portrait Portray(string who, long tick) => new(who, [new PortraitPart("purse", [$"{_purse[who]} coins"])]);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Gifts);
        foreach (var coins in _purse.Values) writer.Write(coins);
    }

    public void Load(BinaryReader reader)
    {
        Gifts = reader.ReadInt32();
        foreach (var who in People.Order(StringComparer.Ordinal)) _purse[who] = reader.ReadInt32();
    }

    // in round r those give who have more than r coins to spare, at most three rounds
    private sealed class Giving(Village village) : IPhase
    {
        public string Name => "giving";

        public bool Observes => false;

        public IEnumerable<Question> Ask(Moment moment)
        {
            if (moment.Round == 3) yield break;
            foreach (var who in village.People)
            {
                if (village._purse[who] <= moment.Round + (Coins / 2)) continue;
                var others = village.People.Where(p => p != who).Append("nobody").ToList();
                yield return new Question(new Ask(
                    new AskKey(moment.Tick, Name, moment.Round, who, "give"),
                    [new Block("rules", "system", $"Tick {moment.Tick}: give a coin to somebody."), new Block("you", "user", $"You are {who} and have {village._purse[who]} coins.")],
                    new ChoiceShape(others))
                { SharedBlocks = 1 });
            }
        }

        public AnswerValue Rule(Ask ask, bool neutral)
        {
            var options = ((ChoiceShape)ask.Shape).Options;
            var warmth = neutral || village.Tempers is null ? 0 : village.Tempers.TraitsOf(ask.Key.Who, ask.Key.Tick).Agreeableness;
            var draws = village.Rng.For("rule/give/" + ask.Key.Round, ask.Key.Who, ask.Key.Tick);
            var index = draws.NextDouble() < 1 / (1 + Math.Exp(-warmth)) ? draws.NextInt(options.Count - 1) : options.Count - 1;
            return new ChoiceValue(index, options[index]);
        }

        public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
        {
            foreach (var (ask, answer) in answers)
            {
                var to = ((ChoiceValue)answer.Value).Option;
                var who = ask.Key.Who;
                if (to != "nobody")
                {
                    village._purse[who]--;
                    village._purse[to]++;
                    village.Gifts++;
                }

                log.Action(new ActionRow(who, "give", to, null, "{}", to != "nobody", "", answer.Source == AnswerSource.Fallback));
            }
        }
    }

    private sealed class Evening(Village village) : IPhase
    {
        public string Name => "evening";

        public bool Observes => false;

        public IEnumerable<Question> Ask(Moment moment) => [];

        public AnswerValue Rule(Ask ask, bool neutral) => throw new InvalidOperationException("nobody is asked in the evening");

        public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log) => log.Event("evening", "village", null, null, ("gifts", village.Gifts), ("richest", village._purse.MaxBy(p => (p.Value, p.Key)).Key));
    }

    private sealed class Asking(Village village) : IPhase
    {
        public string Name => "asking";

        public long Every => 2;

        public bool Observes => true;

        public IEnumerable<Question> Ask(Moment moment) => moment.Round > 0 || moment.Tick % 2 != 0 ? [] : village.People.Select(who => new Question(
            new Ask(new AskKey(moment.Tick, Name, 0, who, "content"), [new Block("question", "user", $"Are you content with {village._purse[who]} coins?")], new ScaleShape(1, 5))));

        public AnswerValue Rule(Ask ask, bool neutral) => new ScaleValue(Math.Clamp(village._purse[ask.Key.Who] / 4, 1, 5));

        public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
        {
            foreach (var (ask, answer) in answers) log.Probe(new ProbeRow("content", "content", null, ask.Key.Who, "dosed", ((ScaleValue)answer.Value).Point, null, "{}"));
        }
    }
}
