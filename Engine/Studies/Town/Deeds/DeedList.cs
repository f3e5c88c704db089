using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>What everybody may try now: a function of the state, the person and the tick, so that prompt, rule and deed agree.</summary>
internal sealed class DeedList(TownWorld world, Rng rng, ITownEnvironment? environment)
{
    private const int MostCompany = 3;
    private readonly IDeeds[] _families = environment is { Actions.Count: > 0 }
        ? [new Tasks(environment), new Going(world.Map), new Working(), new Trading(), new Company(world), new Civic(), new Stealing(world)]
        : [new Going(world.Map), new Working(), new Trading(), new Company(world), new Civic(), new Stealing(world)];

    public Viewpoint From(Citizen who, long tick) => new(world, who, tick, CompanyOf(who, tick), environment?.Suggest(who.Name, world.Map[who.Place].Name, tick), environment);

    public List<Deed> Of(Viewpoint from)
    {
        var deeds = new List<Deed>(16);
        foreach (var family in _families) family.List(from, deeds);
        var draws = rng.For("town/offered", from.Who.Name, from.Tick);
        draws.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(deeds)); // where an option stands must not decide for it
        return deeds;
    }

    // whom one was last with, then others, drawn anew each tick
    private int[] CompanyOf(Citizen who, long tick)
    {
        var here = world.Here(who.Place);
        var count = Math.Min(MostCompany, here.Count - 1);
        if (count == 0) return [];
        var company = new int[count];
        var found = 0;
        if (who.LastPartner >= 0 && world.Citizens[who.LastPartner].Place == who.Place) company[found++] = who.LastPartner;
        var draws = rng.For("town/company", who.Name, tick);
        for (var at = draws.NextInt(here.Count); found < count; at = (at + 1) % here.Count)
        {
            var other = here[at];
            if (other != who.Index && Array.IndexOf(company, other, 0, found) < 0) company[found++] = other;
        }

        return company;
    }
}
