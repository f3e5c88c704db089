using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation.Personas;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>Builds the society: who is who, owns what, and behaves as planted. All of it from the seed, nothing from a personality.</summary>
public static class Founding
{
    public static ReputationWorld Of(ReputationConfig config, IReadOnlyList<string> people, Rng rng)
    {
        Refuse(config, people);
        var personas = PersonaSources.For(config, people);
        var behaviours = Behaviours(config.Planted, people.Count, rng);
        var liars = Marked(config.Planted.Liars, people.Count, rng, "reputation/liars");
        var agents = new Agent[people.Count];
        for (var i = 0; i < agents.Length; i++)
        {
            agents[i] = new Agent(i, people[i], behaviours[i], liars[i]) { Persona = personas[i].Text, Lean = personas[i].Lean, Resources = config.StartResources * (long)Payoffs.Unit };
            for (var part = 0; part < Parts.Count; part++) agents[i].Learned[part] = personas[i].LearnedAs((Part)part);
        }

        return new ReputationWorld(config, agents);
    }

    private static void Refuse(ReputationConfig config, IReadOnlyList<string> people)
    {
        if (people.Count < 2) throw new InputException($"A study of reputation has two people at least, not {people.Count}: raise 'population'.");
        if (people.Distinct(StringComparer.Ordinal).Count() != people.Count) throw new InputException("Two people have the same name; every name must be its own, since records are kept by it.");
        var planted = config.Planted;
        if (planted.Cooperators + planted.Exploiters + planted.Grim > 1) throw new InputException("reputation.planted: the shares of cooperators, exploiters and grim people come to more than 1; nobody can be two of them.");
        if (planted.First.Count > people.Count) throw new InputException($"reputation.planted.first names {planted.First.Count} behaviours, and there are {people.Count} people.");
    }

    private static Behaviour[] Behaviours(PlantedConfig planted, int people, Rng rng)
    {
        var behaviours = new Behaviour[people];
        var order = Order(people, rng, "reputation/planted");
        var at = 0;
        foreach (var (behaviour, share) in new[] { (Behaviour.Exploiter, planted.Exploiters), (Behaviour.Cooperator, planted.Cooperators), (Behaviour.Grim, planted.Grim) })
        {
            for (var left = (int)Math.Round(share * people); left > 0 && at < people; left--) behaviours[order[at++]] = behaviour;
        }

        for (var i = 0; i < planted.First.Count; i++) behaviours[i] = planted.First[i];
        return behaviours;
    }

    private static bool[] Marked(double share, int people, Rng rng, string purpose)
    {
        var marked = new bool[people];
        var order = Order(people, rng, purpose);
        for (var i = 0; i < (int)Math.Round(share * people); i++) marked[order[i]] = true;
        return marked;
    }

    private static int[] Order(int count, Rng rng, string purpose)
    {
        var draws = rng.For(purpose);
        return draws.Shuffled(Enumerable.Range(0, count));
    }
}
