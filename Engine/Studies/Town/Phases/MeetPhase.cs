using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>
/// Who meets whom: twos and threes in one place. The longer somebody met nobody, the likelier they are now; whoever was looked for is met
/// first. Chance and fairness only.
/// </summary>
internal sealed class MeetPhase(TownSetting town) : IPhase
{
    private readonly int _most = town.Config.ScaleEvents ? (int)Math.Round(town.Config.MaxEvents * Math.Max(1, town.World.Citizens.Count / (double)TownConfig.People)) : town.Config.MaxEvents;

    public string Name => "meet";

    public bool Observes => false;

    public IEnumerable<Question> Ask(Moment moment) => [];

    public AnswerValue Rule(Ask ask, bool neutral) => throw new InvalidOperationException("Nobody is asked whom they meet.");

    public void Apply(Moment moment, IReadOnlyList<Answered> answers, StepLog log)
    {
        var world = town.World;
        var (order, queues) = Order(moment.Tick);
        var taken = new bool[world.Citizens.Count];
        var next = new int[queues.Length];
        var draws = town.Rng.For("town/meet", "groups", moment.Tick);
        foreach (var one in order)
        {
            if (world.Encounters.Count >= _most) break;
            var three = draws.NextDouble() < town.Config.Threes; // drawn for everybody, so that one encounter does not shift the next
            if (taken[one]) continue;
            var who = world.Citizens[one];
            taken[one] = true;
            var second = who.Wish >= 0 && !taken[who.Wish] && world.Citizens[who.Wish].Place == who.Place ? who.Wish : Free(queues[who.Place], ref next[who.Place], taken);
            if (second < 0) continue;
            taken[second] = true;
            var third = three ? Free(queues[who.Place], ref next[who.Place], taken) : -1;
            if (third >= 0) taken[third] = true;
            int[] people = third >= 0 ? [one, second, third] : [one, second];
            Open(people, moment.Tick, log);
        }

        foreach (var citizen in world.Citizens) citizen.Wish = -1;
    }

    private void Open(int[] people, long tick, StepLog log)
    {
        var world = town.World;
        var (number, place) = (world.Encounters.Count, world.Citizens[people[0]].Place);
        var topic = town.Config.Topics.Count == 0 ? -1 : (int)((tick + number) % town.Config.Topics.Count);
        world.Encounters.Add(new Encounter(number, place, people, topic));
        foreach (var a in people)
        {
            world.Citizens[a].LastMet = tick;
            world.Citizens[a].LastPartner = a == people[0] ? people[1] : people[0];
            foreach (var b in people) world.Ties.Touch(a, b, tick, 0.03, 0, met: true);
        }

        world.Counts.Add("encounters");
        log.Event("meet", world.NameOf(people[0]), world.NameOf(people[1]), world.Map[place].Name, ("encounter", number), ("third", people.Length > 2 ? world.NameOf(people[2]) : null));
    }

    // a weighted order without replacement (Efraimidis and Spirakis, 2006): key = u^(1/w), w = ticks since the last encounter
    private (int[] Order, List<int>[] Queues) Order(long tick)
    {
        var world = town.World;
        var keys = new double[world.Citizens.Count];
        var order = new int[keys.Length];
        var draws = town.Rng.For("town/meet", "order", tick);
        for (var i = 0; i < keys.Length; i++)
        {
            var waited = tick - world.Citizens[i].LastMet;
            keys[i] = -Math.Pow(draws.NextDouble(), 1.0 / (waited * waited)); // squared: who waited twice as long is four times as likely
            order[i] = i;
        }

        Array.Sort(keys, order);
        var queues = new List<int>[world.Map.Count];
        for (var i = 0; i < queues.Length; i++) queues[i] = new List<int>(world.Here(i).Count);
        foreach (var one in order) queues[world.Citizens[one].Place].Add(one);
        return (order, queues);
    }

    private static int Free(List<int> queue, ref int next, bool[] taken)
    {
        while (next < queue.Count && taken[queue[next]]) next++;
        return next < queue.Count ? queue[next] : -1;
    }
}
