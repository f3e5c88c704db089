using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>The people of a run, in their order.</summary>
public sealed class Population
{
    /// <summary>Standard deviations: no drawn trait lies further out unless one asks for it.</summary>
    public const double Furthest = 2.5;

    private readonly Dictionary<string, Person> _byName;

    public Population(IReadOnlyList<Person> people)
    {
        if (people.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"Two people are called {twice.Key}: names are what a run knows people by, so each stands once.");
        People = people;
        _byName = people.ToDictionary(p => p.Name, StringComparer.Ordinal);
        Names = [.. people.Select(p => p.Name)];
    }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<string> Names { get; }

    public Person? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// A balanced population: each trait's values are the normal distribution's quantiles, dealt out by chance, so mean and spread are as asked
    /// for in a town of 8 as in one of 300, and nobody's share of luck decides a study.
    /// </summary>
    /// <param name="range">No trait lies further out than this, in standard deviations.</param>
    /// <param name="means">Means of single traits by letter, in place of <paramref name="mean"/>.</param>
    public static Population Balanced(int count, Rng rng, double mean = 0, double sd = 1, bool human = false, double range = Furthest, IReadOnlyDictionary<string, double>? means = null)
    {
        if (means?.Keys.FirstOrDefault(k => k.Length != 1 || !Traits.Letters.Contains(k[0], StringComparison.Ordinal)) is { } unknown) throw new InputException($"persona.traits.{unknown}: there is no such trait; there are {string.Join(", ", Traits.Letters.AsEnumerable())}.");
        var n = Traits.Letters.Length;
        var values = new double[n][];
        for (var trait = 0; trait < n; trait++) values[trait] = Dealt(count, rng, trait);
        if (human) Mix(values);
        for (var trait = 0; trait < n; trait++) Standardise(values[trait]);
        var people = new Person[count];
        Span<double> five = stackalloc double[n];
        for (var i = 0; i < count; i++)
        {
            for (var trait = 0; trait < n; trait++) five[trait] = Math.Clamp((means?.TryGetValue(Traits.Letters[trait].ToString(), out var own) == true ? own : mean) + (sd * values[trait][i]), -range, range);
            people[i] = new Person(GivenNames.At(i), Traits.Of(five));
        }

        return new Population(people);
    }

    /// <summary>
    /// The same people, a share of whom get another arm: whom is drawn by the seed alone, and their number is the share rounded, so that who
    /// is treated depends on nothing about them.
    /// </summary>
    public Population Mixed(Arm other, double share, Rng rng)
    {
        int[] order = [.. Enumerable.Range(0, People.Count)];
        var draws = rng.For("population/arms");
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        var chosen = order.Take((int)Math.Round(share * order.Length, MidpointRounding.AwayFromZero)).ToHashSet();
        return new Population([.. People.Select((p, i) => chosen.Contains(i) ? p with { Arm = other } : p)]);
    }

    private static double[] Dealt(int count, Rng rng, int trait)
    {
        var draws = rng.For("population/" + Traits.Letters[trait]);
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = NormalQuantile.At((i + 0.5) / count);
        for (var i = count - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }

        return values;
    }

    private static void Mix(double[][] values)
    {
        var root = TraitCorrelations.HumanRoot();
        var mixed = new double[values.Length];
        for (var i = 0; i < values[0].Length; i++)
        {
            for (var t = 0; t < values.Length; t++)
            {
                mixed[t] = 0;
                for (var k = 0; k <= t; k++) mixed[t] += root[t, k] * values[k][i];
            }

            for (var t = 0; t < values.Length; t++) values[t][i] = mixed[t];
        }
    }

    private static void Standardise(double[] values)
    {
        var mean = values.Average();
        var sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        if (sd == 0) return; // a single person is the mean
        for (var i = 0; i < values.Length; i++) values[i] = (values[i] - mean) / sd;
    }
}
