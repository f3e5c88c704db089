using System.Text;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Town.Deeds;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.Prompts;
using PersonaSim.Engine.Studies.Town.World;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>
/// Everybody chooses one thing to do, all from the same state; who chose something that needs words is asked for them in a second round. Then
/// the deeds happen in a drawn order, each against what the ones before it left.
/// </summary>
internal sealed class ActPhase(TownSetting town) : IPhase
{
    private readonly Choosing?[] _choosing = new Choosing?[town.World.Citizens.Count];
    private long _tick = -1;

    public string Name => "act";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment) => moment.Round switch { 0 => Deeds(moment), 1 => Words(moment), _ => [] };

    public AnswerValue Rule(Ask ask, bool neutral)
    {
        var choosing = Of(town.World.Find(ask.Key.Who), ask.Key.Tick);
        return ask.Key.Round == 0 ? town.Rules.Choose(choosing.From, choosing.Deeds, neutral) : town.Rules.Word(choosing.From, choosing.Chosen!.Value, choosing.Needed!);
    }

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var waits = false;
        foreach (var (ask, answer) in answers)
        {
            var choosing = Of(town.World.Find(ask.Key.Who), moment.Tick);
            choosing.Fallback |= answer.Source == AnswerSource.Fallback;
            if (moment.Round == 0)
            {
                var deed = choosing.Choose(((ChoiceValue)answer.Value).Index);
                choosing.Needed = deed.By.Needs(choosing.From, deed);
                waits |= choosing.Needed is not null;
            }
            else
            {
                foreach (var (name, _) in choosing.Needed!.Shape.Fields) choosing.Say(name, answer.Value.TextOf(name));
            }
        }

        if (!waits && moment.Round <= 1) Resolve(moment.Tick, log);
    }

    private IEnumerable<Question> Deeds(Moment moment)
    {
        var shared = town.Prompts.Shared(moment.Tick);
        var list = new StringBuilder();
        foreach (var who in town.World.Citizens)
        {
            var choosing = Of(who, moment.Tick);
            var own = Own(choosing, moment.Tick);
            list.Clear();
            var labels = new string[choosing.Deeds.Count];
            for (var i = 0; i < labels.Length; i++)
            {
                labels[i] = choosing.Deeds[i].Label;
                if (i > 0) list.Append('\n');
                list.Append("- ").Append(labels[i]);
            }

            own.Add(town.Prompts.Question("act", ("deeds", list.ToString())));
            yield return new Question(TownPrompts.Ask(new AskKey(moment.Tick, Name, 0, who.Name, "deed"), shared, own, Shape.Choice(labels)));
        }
    }

    private IEnumerable<Question> Words(Moment moment)
    {
        IReadOnlyList<Block>? shared = null;
        foreach (var who in town.World.Citizens)
        {
            if (_tick != moment.Tick || _choosing[who.Index] is not { Needed: { } needed } choosing) continue;
            var own = Own(choosing, moment.Tick);
            own.Add(town.Prompts.Question("words", ("deed", choosing.Chosen!.Value.Label), ("help", needed.Help)));
            yield return new Question(TownPrompts.Ask(new AskKey(moment.Tick, Name, 1, who.Name, "words"), shared ??= town.Prompts.Shared(moment.Tick), own, needed.Shape));
        }
    }

    private List<Block> Own(Choosing choosing, long tick)
    {
        var who = choosing.From.Who;
        var own = new List<Block>(4) { town.Prompts.You(who, tick) };
        if (town.Prompts.Memories(who, tick, town.Prompts.Situation(who, choosing.From.Company)) is { } memories) own.Add(memories);
        own.Add(town.Prompts.Now(who, tick));
        return own;
    }

    private void Resolve(long tick, StepLog log)
    {
        var draws = town.Rng.For("town/order", tick: tick);
        var order = draws.Shuffled(Enumerable.Range(0, town.World.Citizens.Count));
        foreach (var who in town.World.Citizens) who.News.Clear(); // read by those who just decided
        foreach (var i in order)
        {
            if (_tick == tick && _choosing[i] is { Chosen: not null } choosing) Do(choosing, tick, log);
        }

        Array.Clear(_choosing);
    }

    private void Do(Choosing choosing, long tick, StepLog log)
    {
        var (world, who, deed) = (town.World, choosing.From.Who, choosing.Chosen!.Value);
        var place = world.Map[who.Place].Name;
        foreach (var (name, shape) in choosing.Needed?.Shape.Fields ?? [])
        {
            if (shape is not TextShape) continue;
            if (town.Governor.Review(who.Name, choosing.Words[name], tick, log) is not { } published)
            {
                Finish(choosing, place, ActionOutcome.Refused("Your words were not let through."), tick, log);
                return;
            }

            choosing.Say(name, published);
        }

        Finish(choosing, place, deed.By.Perform(new Doing(choosing.From, deed, choosing.Words, town.Rng, log)), tick, log);
    }

    private void Finish(Choosing choosing, string place, ActionOutcome outcome, long tick, StepLog log)
    {
        var (world, who, deed) = (town.World, choosing.From.Who, choosing.Chosen!.Value);
        if (outcome.Done)
        {
            if (outcome.Told is { } told) world.Remember(who, tick, told, WeightOf(deed), deed.Target >= 0 ? world.NameOf(deed.Target) : null);
            if (outcome.Told is { } news) who.Tell(news);
            if (outcome.Seen is { } seen) world.Witness(who, tick, $"{who.Name} {seen}.", EventType.Routine);
            world.Counts.Add(deed.Action);
        }
        else
        {
            var text = $"You tried to {deed.Label}, but: {outcome.Reason}";
            who.Tell(text);
            world.Remember(who, tick, text, EventType.Routine);
            world.Counts.Add("refused");
        }

        who.LastAction = deed.Action;
        var target = deed.Target >= 0 ? world.NameOf(deed.Target) : deed.Action == "move" ? world.Map[deed.Extra].Name : null;
        log.Action(new ActionRow(who.Name, deed.Action, target, place, Params(choosing), outcome.Done, outcome.Reason, choosing.Fallback));
    }

    private static string Params(Choosing choosing)
    {
        var data = new (string, object?)[2 + choosing.Words.Count];
        var deed = choosing.Chosen!.Value;
        (data[0], data[1]) = (("class", deed.Class), ("label", deed.Label));
        var next = 2;
        foreach (var (name, words) in choosing.Words) data[next++] = ("word_" + name, words);
        return RowJson.Object(data);
    }

    private static EventType WeightOf(Deed deed) => deed.Action switch
    {
        "move" => EventType.Movement,
        "work" => EventType.Work,
        "rest" or "talk" => EventType.Routine,
        "trade" or "refuse" => EventType.Deal,
        "gift" => EventType.Gift,
        "argue" or "steal" or "enforce" or "report" => EventType.Conflict,
        "propose_rule" or "join_group" or "leave_group" => EventType.Gain,
        _ => EventType.Work,
    };

    // what somebody can choose from is a function of the state; it is kept from the question to the deed
    private Choosing Of(Citizen who, long tick)
    {
        if (_tick != tick)
        {
            Array.Clear(_choosing);
            _tick = tick;
        }

        return _choosing[who.Index] ??= Begin(who, tick);
    }

    private Choosing Begin(Citizen who, long tick)
    {
        var from = town.Deeds.From(who, tick);
        return new Choosing(from, town.Deeds.Of(from));
    }

    private sealed class Choosing(Viewpoint from, List<Deed> deeds)
    {
        public Viewpoint From { get; } = from;

        private static readonly SortedDictionary<string, string> _none = new(StringComparer.Ordinal);
        private SortedDictionary<string, string>? _words;

        public List<Deed> Deeds { get; private set; } = deeds;

        public Deed? Chosen { get; private set; }

        public WordsNeeded? Needed { get; set; }

        public SortedDictionary<string, string> Words => _words ?? _none;

        public bool Fallback { get; set; }

        // what was not chosen is not needed again
        public Deed Choose(int index)
        {
            var deed = Deeds[index];
            (Chosen, Deeds) = (deed, []);
            return deed;
        }

        public void Say(string name, string words) => (_words ??= new(StringComparer.Ordinal))[name] = words;
    }
}
