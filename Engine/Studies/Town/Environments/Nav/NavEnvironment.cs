using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Environments.Nav;

/// <summary>
/// Navigation and discovery: tokens are hidden all over town, enough for everybody. A place gives each person one a lap, so one must explore;
/// which places are empty is known to all as soon as one found out.
/// </summary>
public sealed class NavEnvironment : ITownEnvironment
{
    public const string Id = "nav";

    private const long MostTokens = 100_000_000;

    private static readonly ActionKind[] _actions = [new("scan", [], "look for a token where you are")];

    private readonly int _needed;
    private readonly Roster _roster;
    private readonly List<string> _places;
    private readonly int[] _tokens; // [places]: what is left
    private readonly long[] _emptySince; // [places]: the tick at which somebody found out, or -1
    private readonly bool[] _scanned; // [places]: by anybody
    private readonly NavTrail[] _trails; // [people]
    private readonly PromptText _situation;

    internal NavEnvironment(EnvironmentConfig config, Roster roster, IReadOnlyList<EnvironmentPlace> places, Rng rng, PromptLibrary prompts)
    {
        (_needed, _roster) = (checked(config.Difficulty * config.Rounds), roster);
        _places = [.. places.Where(p => !p.Serves(EnvironmentPlace.Home)).Select(p => p.Name)];
        if (_places.Count < 2) throw new InputException($"The task 'nav' needs two places or more that are nobody's home, and this town has {Text(_places.Count)}.");
        var demand = (long)_needed * roster.Count;
        if (demand > MostTokens) throw new InputException($"The task 'nav' would hide {demand} tokens; choose a lower difficulty or fewer rounds.");
        _tokens = TokenSupply.Spread(demand, _places.Count, rng.For("environment.nav.tokens"));
        (_emptySince, _scanned) = ([.. _places.Select(_ => -1L)], new bool[_places.Count]);
        _trails = [.. roster.People.Select(_ => new NavTrail())];
        _situation = prompts["environments/nav-situation"];
        Rules = prompts["environments/nav-rules"].Fill(("count", Text(_needed)), ("places", Text(_places.Count)));
    }

    public string Name => Id;

    public IReadOnlyList<ActionKind> Actions => _actions;

    public string Rules { get; }

    /// <summary>Tokens left at each place, for tests and reports; nobody in town is told.</summary>
    internal IReadOnlyList<int> Tokens => _tokens;

    public IReadOnlyList<(string Name, double Value)> Measures =>
    [
        ("nav.tokens_found", _trails.Sum(t => (double)t.Found) / ((double)_needed * _trails.Length)),
        ("nav.places_scanned", _scanned.Count(s => s) / (double)_places.Count),
        ("nav.places_empty", _emptySince.Count(t => t >= 0) / (double)_places.Count),
    ];

    public string Situation(string who, string place)
    {
        var trail = _trails[_roster[who]];
        if (IsFinished(who)) return "You have found all your tokens.";
        var fresh = Fresh(trail);
        var empty = Enumerable.Range(0, _places.Count).Where(p => _emptySince[p] >= 0).Select(p => _places[p]).ToList();
        var here = _places.IndexOf(place);
        return _situation.Fill(
            ("found", Text(trail.Found)),
            ("count", Text(_needed)),
            ("fresh", string.Join(", ", fresh.Select(p => _places[p]))),
            ("empty", empty.Count == 0 ? "" : $"Known to be empty: {string.Join(", ", empty)}."),
            ("here", here < 0 ? "Nothing is hidden here." : fresh.Contains(here) ? "You have not looked here yet." : "There is nothing more for you here."));
    }

    public ActionOutcome Attempt(string who, string place, string action, IReadOnlyDictionary<string, string> parameters, long tick)
    {
        Planned.Check(this, action);
        if (IsFinished(who)) return ActionOutcome.Refused("You have all the tokens you need; leave the others theirs.");
        var trail = _trails[_roster[who]];
        var here = _places.IndexOf(place);
        var fresh = Fresh(trail);
        if (!fresh.Contains(here))
        {
            if (here < 0 || _emptySince[here] != tick) trail.Careless++; // who came while it became known could not know
            var next = string.Join(", ", fresh.Take(3).Select(p => _places[p]));
            return ActionOutcome.Refused(here < 0 ? $"Nothing is hidden here; try {next}." : _emptySince[here] >= 0 ? $"This place is known to be empty; try {next}." : $"You have found what was here for you; try {next}.");
        }

        if (trail.Looked.Contains(here)) trail.Looked.Clear(); // everywhere else was looked at: a new lap
        _scanned[here] = true;
        if (_tokens[here] == 0)
        {
            _emptySince[here] = tick;
            return ActionOutcome.Refused("Somebody took the last token here. Now everybody knows that this place is empty.");
        }

        _tokens[here]--;
        trail.Found++;
        trail.Looked.Add(here);
        return new ActionOutcome(true, "", "found a token", $"You found a token, {Text(trail.Found)} of {Text(_needed)}.");
    }

    public PlannedAction? Suggest(string who, string place, long tick)
    {
        if (IsFinished(who)) return null;
        var number = _roster[who];
        var fresh = Fresh(_trails[number]);
        if (fresh.Contains(_places.IndexOf(place))) return Planned.Of("scan");
        // everybody begins somewhere else and goes through the places in their order, and tries another one after a while: it may be full
        var first = (int)((number + (tick / Workplaces.TicksPerTry)) % _places.Count);
        return Planned.Of("move", ("to", _places[fresh.MinBy(p => (p - first + _places.Count) % _places.Count)]));
    }

    public string News(string who)
    {
        var trail = _trails[_roster[who]];
        return trail.Looked is [.., var last] ? $"I looked at the {_places[last]} and have {Text(trail.Found)} of {Text(_needed)} tokens." : "";
    }

    public bool IsFinished(string who) => _trails[_roster[who]].Found >= _needed;

    /// <summary>The share that was found, less what was spent on places known to give nothing.</summary>
    public double Score(string who)
    {
        var trail = _trails[_roster[who]];
        return trail.Found / (double)(_needed + trail.Careless);
    }

    public void Save(BinaryWriter writer)
    {
        Stored.Mark(writer, Id, _trails.Length);
        foreach (var left in _tokens) writer.Write(left);
        foreach (var since in _emptySince) writer.Write(since);
        foreach (var scanned in _scanned) writer.Write(scanned);
        foreach (var trail in _trails) trail.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        Stored.Check(reader, Id, _trails.Length);
        for (var i = 0; i < _tokens.Length; i++) _tokens[i] = reader.ReadInt32();
        for (var i = 0; i < _emptySince.Length; i++) _emptySince[i] = reader.ReadInt64();
        for (var i = 0; i < _scanned.Length; i++) _scanned[i] = reader.ReadBoolean();
        foreach (var trail in _trails) trail.Load(reader);
    }

    // where somebody may find one: not looked at in this lap and not known to be empty; when nothing is left, a new lap begins
    private List<int> Fresh(NavTrail trail)
    {
        var open = Enumerable.Range(0, _places.Count).Where(p => _emptySince[p] < 0).ToList();
        var fresh = open.Where(p => !trail.Looked.Contains(p)).ToList();
        return fresh.Count > 0 ? fresh : open;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
