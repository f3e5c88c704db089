using PersonaSim.Engine.Runs;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>
/// Who meets whom in a step. With an odd number of people the last of the step's order sits out. This is the one place in which the engine
/// itself uses reputations: where people hold records, the better known act first and choose the best known among their ties.
/// </summary>
public static class Pairing
{
    public static IReadOnlyList<Encounter> Of(ReputationWorld world, long tick, Rng rng)
    {
        var order = new int[world.Agents.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var draws = rng.For("reputation/pairs", "", tick);
        if (world.Config.Pairs == PairingKind.Free) draws.Shuffle(order);
        var pairs = order.Length / 2;
        var parts = Parts.Of(world.Config.Scenario);
        var (firstPart, secondPart) = (parts[0], parts[^1]);
        if (world.Config.Pairs == PairingKind.Fixed || world.Config.Scenario == ReputationScenario.SignUp)
        {
            return [.. Enumerable.Range(0, pairs).Select(i => Barred(world, new Encounter(i, order[2 * i], order[(2 * i) + 1], firstPart, secondPart)))];
        }

        var halves = world.Config.Scenario == ReputationScenario.Investment;
        var actors = halves ? Enumerable.Range(0, pairs).Select(i => order[2 * i]).ToArray() : order[..(2 * pairs)];
        var free = new FreePeople(world.Agents.Count, halves ? [.. Enumerable.Range(0, pairs).Select(i => order[(2 * i) + 1])] : actors);
        if (world.Config.Reputation) actors = [.. actors.OrderByDescending(a => world.Records.ScoreOf(a, firstPart))]; // a stable sort: the shuffle decides among equals
        var encounters = new List<Encounter>(pairs);
        foreach (var actor in actors)
        {
            if (!halves && !free.Take(actor)) continue;
            var chooses = draws.NextDouble() < world.Config.Choose;
            var pick = chooses ? Chosen(world, actor, secondPart, !halves, free, ref draws) : -1;
            var other = pick >= 0 ? pick : free.Any(ref draws);
            free.Take(other);
            encounters.Add(Barred(world, new Encounter(encounters.Count, actor, other, firstPart, secondPart) { Chosen = pick >= 0 }));
        }

        return encounters;
    }

    private static Encounter Barred(ReputationWorld world, Encounter encounter)
    {
        if (world.Ties.Apart(encounter.First, encounter.Second)) encounter.Refused = "blacklist";
        return encounter;
    }

    // the best known of the free among somebody's ties; without records any of them
    private static int Chosen(ReputationWorld world, int actor, Part part, bool mutual, FreePeople free, ref CounterRng draws)
    {
        var (best, score, among) = (-1, double.NegativeInfinity, 0);
        foreach (var other in world.Ties.Of(actor, part))
        {
            if (!free.Has(other) || (mutual && !world.Ties.Has(other, part, actor))) continue;
            var value = world.Config.Reputation ? world.Records.ScoreOf(other, part) : 0;
            if (value < score) continue;
            among = value > score ? 1 : among + 1;
            if (among == 1 || draws.NextInt(among) == 0) best = other;
            score = value;
        }

        return best;
    }

    /// <summary>Who has no partner yet; taking one costs the same however many there are.</summary>
    private sealed class FreePeople
    {
        private readonly List<int> _free;
        private readonly int[] _place; // −1: taken, or never among them

        public FreePeople(int people, IReadOnlyList<int> free)
        {
            _free = [.. free];
            _place = new int[people];
            Array.Fill(_place, -1);
            for (var i = 0; i < _free.Count; i++) _place[_free[i]] = i;
        }

        public bool Has(int who) => _place[who] >= 0;

        public int Any(ref CounterRng draws) => _free[draws.NextInt(_free.Count)];

        public bool Take(int who)
        {
            var at = _place[who];
            if (at < 0) return false;
            var last = _free[^1];
            (_free[at], _place[last]) = (last, at);
            _free.RemoveAt(_free.Count - 1);
            _place[who] = -1;
            return true;
        }
    }
}
