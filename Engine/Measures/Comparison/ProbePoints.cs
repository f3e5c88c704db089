namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>The answers to one probe under one condition, trait by trait.</summary>
internal sealed class ProbePoints
{
    private readonly ComparedPeople _people;
    private readonly TraitSums[][] _sums; // [trait][person]
    private readonly List<(int Trait, int Person, int Stem, double Value)> _answers = [];
    private readonly SortedDictionary<string, int> _stems = new(StringComparer.Ordinal);

    public ProbePoints(string probe, string condition, ComparedPeople people)
    {
        _people = people;
        _sums = [.. people.Letters.Select(_ => new TraitSums[people.Names.Count])];
        var names = new List<string>();
        foreach (var kind in new[] { OutcomeKey.Adherence, OutcomeKey.Borrowed })
        {
            names.AddRange(people.Letters.Select(l => $"{kind}/{probe}/{condition}/{l}"));
            names.Add($"{kind}/{probe}/{condition}");
        }

        Outcomes = names;
    }

    /// <summary>The names of what <see cref="Slopes"/> gives: own traits and their mean, borrowed ones and their mean.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>The name of the mean slope on own traits.</summary>
    public string Adherence => Outcomes[_people.Letters.Length];

    public void Add(int trait, int person, string item, double value)
    {
        if (!_stems.TryGetValue(item, out var stem)) _stems[item] = stem = _stems.Count;
        _sums[trait][person].Add(_people.Own[person][trait], _people.Borrowed[person][trait], value);
        _answers.Add((trait, person, stem, value));
    }

    /// <param name="some">Whose answers count; null: everybody's.</param>
    public double[] Slopes(bool[]? some = null, bool those = true)
    {
        var traits = _sums.Length;
        var slopes = new double[2 * (traits + 1)];
        for (var t = 0; t < traits; t++)
        {
            var sum = new TraitSums();
            for (var p = 0; p < _people.Names.Count; p++)
            {
                if (some is null || some[p] == those) sum.Add(_sums[t][p]);
            }

            (slopes[t], slopes[traits + 1 + t]) = sum.Slopes();
            slopes[traits] += slopes[t] / traits;
            slopes[^1] += slopes[traits + 1 + t] / traits;
        }

        return slopes;
    }

    public IReadOnlyList<(int Agent, int Stem)> Cells => [.. _answers.Select(a => (a.Person, a.Stem))];

    /// <summary>The mean slope on own traits with every answer weighted: what a bootstrap draws again and again.</summary>
    public double Weighted(double[] weights)
    {
        var sums = new TraitSums[_sums.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var (trait, person, _, value) = _answers[i];
            if (weights[i] > 0) sums[trait].Add(_people.Own[person][trait], _people.Borrowed[person][trait], value, weights[i]);
        }

        return sums.Average(s => s.Slopes().Own);
    }
}
