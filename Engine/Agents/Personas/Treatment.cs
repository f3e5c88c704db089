using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>
/// The arm of a run, or of each of its people: persona texts behind what everybody shares, doses for minds that take them, tempers for rules.
/// In <c>none</c>, <c>steer</c>, <c>placebo</c> and <c>deranged</c> the prompts are the same, byte for byte, and in every arm a prompt leaves
/// room for the longest persona text there is, so that no arm remembers more than another.
/// </summary>
public sealed class Treatment : ITreatment, ITempers
{
    private readonly Population _people;
    private readonly PersonaSettings _settings;
    private readonly PersonaText? _text;
    private readonly Rng _rng;
    private readonly int[] _borrowed;

    public Treatment(Population people, PersonaSettings settings, PersonaText? text, Rng rng)
    {
        (_people, _settings, _rng) = (people, settings, rng);
        _text = text;
        if (text is null && Arms.FirstOrDefault(HasText) is var needs && HasText(needs)) throw new ArgumentNullException(nameof(text), $"The arm {needs} needs persona texts.");
        _borrowed = Derangement(rng);
    }

    /// <summary>The arms of the run's people.</summary>
    public IReadOnlyList<Arm> Arms => [.. _people.People.Select(p => p.Arm ?? _settings.Arm).Distinct().Order()];

    /// <summary>The arm of one of the run's people.</summary>
    public Arm ArmOf(string who) => _people.Find(who)?.Arm ?? _settings.Arm;

    /// <summary>The directions that some arms dose, each once.</summary>
    public static IReadOnlyList<string> Directions(IEnumerable<Arm> arms) => [.. arms.SelectMany(Directions).Distinct(StringComparer.Ordinal)];

    /// <summary>The directions that the arm doses: the traits' letters, or those of the placebo.</summary>
    public static IReadOnlyList<string> Directions(Arm arm) => arm switch
    {
        Arm.Steer or Arm.Both or Arm.Deranged => [.. Traits.Letters.Select(l => l.ToString())],
        Arm.Placebo => [.. Traits.Letters.Select(l => "placebo-" + l)],
        _ => [],
    };

    /// <summary>Which trait's value doses each direction: a permutation without a fixed point, by the seed.</summary>
    public IReadOnlyList<int> Borrowed => _borrowed;

    public (Ask Ask, IReadOnlyList<StoredDose> Doses) Treat(Question question, double factor, bool steerable)
    {
        var (ask, key) = (question.Ask, question.Ask.Key);
        ask = ask with { Seed = _rng.For("answer/" + key.Phase + "/" + key.Purpose + "/" + key.Round + "/" + key.N, key.Who, key.Tick).NextUInt64() };
        if (question.Personality == Personality.None || _people.Find(key.Who) is not { } person) return (ask, []);
        if (_text is not null) ask = ask with { Reserve = _text.Longest(person.Name) };
        if (!_settings.IsOn(key.Tick)) return (ask, []);
        var arm = person.Arm ?? _settings.Arm;
        if (HasText(arm)) ask = ask with { Blocks = With(ask, arm == Arm.Neutral ? _text!.Neutral(person.Name) : _text!.Of(person.Name, person.Traits)) };
        if (!steerable || question.Personality == Personality.Undosed) return (ask, []);
        var doses = Doses(person, _settings.FactorAt(key.Tick), factor);
        if (doses.Count == 0) return (ask, []);
        return (ask with { Scope = _settings.Scope, Doses = [.. doses.Select(d => new DirectionDose(d.Direction, (float)d.Applied))] }, doses);
    }

    public Traits TraitsOf(string who, long tick)
    {
        if (_people.Find(who) is not { } person || !_settings.IsOn(tick)) return Traits.Neutral;
        return (person.Arm ?? _settings.Arm) switch
        {
            Arm.Prompt or Arm.Both => person.Traits,
            Arm.Steer => person.Traits.Times(_settings.FactorAt(tick)),
            Arm.Deranged => Deranged(person.Traits).Times(_settings.FactorAt(tick)),
            _ => Traits.Neutral,
        };
    }

    /// <summary>The trait units in which somebody's directions are dosed: their own traits, or in <c>deranged</c> borrowed ones.</summary>
    /// <param name="scheduled">How much of them the schedule intends.</param>
    public IReadOnlyList<(string Direction, double Units)> UnitsOf(Person person, double scheduled = 1)
    {
        var arm = person.Arm ?? _settings.Arm;
        var values = arm == Arm.Deranged ? Deranged(person.Traits) : person.Traits;
        return [.. Directions(arm).Select((direction, t) => (direction, (_settings.Cards?.UnitsOf(direction, values[t]) ?? values[t]) * scheduled))];
    }

    private static bool HasText(Arm arm) => arm is Arm.Prompt or Arm.Both or Arm.Neutral;

    // the schedule changes what is intended, the governor only what is applied of it
    private List<StoredDose> Doses(Person person, double scheduled, double factor)
    {
        var doses = new List<StoredDose>(Traits.Letters.Length);
        var units = UnitsOf(person, scheduled);
        var raw = units.Count > 0 ? _settings.Cards?.Raw(units) : null;
        for (var t = 0; t < units.Count; t++) doses.Add(Dose(units[t].Direction, raw?[t] ?? (units[t].Units * _settings.DosePerSd), factor));

        foreach (var (name, dose) in _settings.Directions) doses.Add(Dose(name, person.Doses.GetValueOrDefault(name, dose) * scheduled, factor));

        return doses;
    }

    private StoredDose Dose(string direction, double intended, double factor) => new(
        direction, intended, intended * factor, _settings.VectorHashes.GetValueOrDefault(direction) ?? "",
        _settings.VectorSizes.TryGetValue(direction, out var size) ? Math.Abs(intended * factor) * size : null);

    private Traits Deranged(Traits traits)
    {
        Span<double> values = stackalloc double[_borrowed.Length];
        for (var t = 0; t < values.Length; t++) values[t] = traits[_borrowed[t]];
        return Traits.Of(values);
    }

    private static List<Block> With(Ask ask, Block persona) => [.. ask.Blocks.Take(ask.SharedBlocks), persona, .. ask.Blocks.Skip(ask.SharedBlocks)];

    // draw until nothing stays in its place: 11 of 30 permutations of five do, so few draws are needed
    private static int[] Derangement(Rng rng)
    {
        var draws = rng.For("deranged");
        while (true)
        {
            int[] order = [.. Enumerable.Range(0, Traits.Letters.Length)];
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = draws.NextInt(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            if (!order.Where((to, from) => to == from).Any()) return order;
        }
    }
}
