using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>
/// Research Sprint: everybody has questions of their own about the town's past, looks notes up in the library, cites them and hands in a
/// report, which is graded by what it says. The questions are dealt evenly over all notes, so that no document is everybody's.
/// </summary>
public sealed class ResearchEnvironment : ITownEnvironment
{
    public const string Id = "research";

    // what a citation costs that its source does not bear out, in answers
    private const double WrongCitation = 0.5;

    private static readonly ActionKind[] _actions =
    [
        new("research", ["query"], "look up a note: name the thing and what you want to know; only where there is a library"),
        new("cite", ["source", "claim"], "put into your report what a source says that you know"),
        new("submit_report", [], "hand in your report; it cannot be changed afterwards"),
    ];

    private readonly int _difficulty;
    private readonly int _rounds;
    private readonly Roster _roster;
    private readonly Workplaces _libraries;
    private readonly ResearchCorpus _corpus;
    private readonly ResearchIndex _index;
    private readonly List<int>[] _deals; // [rounds]: the order in which a round's questions are dealt
    private readonly ResearchDesk[] _desks;
    private readonly PromptText _situation;

    internal ResearchEnvironment(EnvironmentConfig config, Roster roster, IReadOnlyList<EnvironmentPlace> places, Rng rng, PromptLibrary prompts)
    {
        (_difficulty, _rounds, _roster) = (config.Difficulty, config.Rounds, roster);
        _libraries = new Workplaces(Id, EnvironmentPlace.Library, places);
        _corpus = ResearchCorpus.Draw(_difficulty, rng, prompts);
        _index = new ResearchIndex(_corpus.Facts);
        _deals = [.. Enumerable.Range(0, _rounds).Select(r => Deal(r, rng))];
        _desks = [.. roster.People.Select(_ => new ResearchDesk())];
        _situation = prompts["environments/research-situation"];
        Rules = prompts["environments/research-rules"].Fill(("count", Text(_difficulty)), ("places", _libraries.Listed));
    }

    public string Name => Id;

    public IReadOnlyList<ActionKind> Actions => _actions;

    public string Rules { get; }

    public IReadOnlyList<(string Name, double Value)> Measures
    {
        get
        {
            var known = new bool[_corpus.Facts.Count];
            foreach (var fact in _desks.SelectMany(d => d.Known)) known[fact] = true;
            var read = Enumerable.Range(0, known.Length).Where(f => known[f]).Select(f => _corpus.Facts[f].Source).Distinct().Count();
            return
            [
                ("research.notes_found", known.Count(k => k) / (double)known.Length),
                ("research.sources_read", read / (double)_corpus.Sources.Count),
                ("research.reports", _desks.Sum(d => d.Round) / (double)(_rounds * _desks.Length)),
            ];
        }
    }

    public string Situation(string who, string place)
    {
        var desk = Desk(who);
        if (IsFinished(who)) return "Your report is handed in.";
        var targets = Targets(who);
        var open = targets.Where(t => !desk.Cited.Contains(t)).Select(t => _corpus.Facts[t].Question).ToList();
        var found = desk.Known.Where(f => targets.Contains(f) && !desk.Cited.Contains(f)).Select(Note).ToList();
        return _situation.Fill(
            ("open", open.Count == 0 ? "" : "Your open questions: " + string.Join(" ", open)),
            ("found", found.Count == 0 ? "" : "Found, not cited yet: " + string.Join(" ", found)),
            ("cited", Text(targets.Count - open.Count)),
            ("count", Text(targets.Count)),
            ("here", _libraries.Has(place) ? "You can research here." : $"To research, go to {_libraries.Listed}."));
    }

    public IReadOnlyList<string> Choices(string who, string action, string parameter)
    {
        var desk = Desk(who);
        return (action, parameter) switch
        {
            ("cite", "source") => [.. desk.Known.Select(f => _corpus.Facts[f].Source).Distinct().Order().Select(s => _corpus.Sources[s].Id)],
            ("cite", "claim") => [.. desk.Known.Where(f => !desk.Cited.Contains(f)).Select(f => _corpus.Facts[f].Text)],
            _ => [],
        };
    }

    public ActionOutcome Attempt(string who, string place, string action, IReadOnlyDictionary<string, string> parameters, long tick)
    {
        Planned.Check(this, action);
        if (IsFinished(who)) return ActionOutcome.Refused("Your report is already handed in.");
        return action switch
        {
            "research" => Research(who, place, Words.Given(parameters, "query")),
            "cite" => Cite(who, Words.Given(parameters, "source"), Words.Given(parameters, "claim")),
            _ => Submit(who),
        };
    }

    public PlannedAction? Suggest(string who, string place, long tick)
    {
        if (IsFinished(who)) return null;
        var desk = Desk(who);
        var open = Targets(who).Where(t => !desk.Cited.Contains(t)).ToList();
        if (open.Count == 0) return Planned.Of("submit_report");
        // all that is missing is looked up before anything is cited: the library may be small, and one can cite elsewhere
        var unknown = open.FindIndex(t => !desk.Known.Contains(t));
        if (unknown >= 0) return _libraries.Has(place) ? Planned.Of("research", ("query", _corpus.Facts[open[unknown]].Query)) : _libraries.Go(_roster[who], tick);
        var fact = _corpus.Facts[open[0]];
        return Planned.Of("cite", ("claim", fact.Text), ("source", _corpus.Sources[fact.Source].Id));
    }

    public void Hear(string listener, string speaker, string line)
    {
        var (told, known) = (Desk(listener), Desk(speaker).Known);
        if (known.Count == 0) return;
        List<string>? words = null;
        foreach (var fact in known)
        {
            var id = _corpus.Sources[_corpus.Facts[fact].Source].Id;
            if (words is null && !line.AsSpan().ContainsAny('\'', '\u2019') && !line.Contains(id, StringComparison.OrdinalIgnoreCase)) continue; // few lines name a source
            words ??= Words.Of(line);
            if (words.Contains(id.ToLowerInvariant()) && !told.Known.Contains(fact) && _corpus.Facts[fact].IsNamedBy(words)) told.Known.Add(fact);
        }
    }

    public string News(string who) => Desk(who).Known is [.., var newest] ? Note(newest) : "";

    public bool IsFinished(string who) => Desk(who).Round >= _rounds;

    public double Score(string who) => Desk(who).Grades / _rounds;

    public void Save(BinaryWriter writer)
    {
        Stored.Mark(writer, Id, _desks.Length);
        foreach (var desk in _desks) desk.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        Stored.Check(reader, Id, _desks.Length);
        foreach (var desk in _desks) desk.Load(reader);
    }

    private ActionOutcome Research(string who, string place, string query)
    {
        if (!_libraries.Has(place)) return ActionOutcome.Refused($"There is nothing to look things up in here; go to {_libraries.Listed}.");
        if (query.Length == 0) return ActionOutcome.Refused("Say what you look for: the thing, and what you want to know about it.");
        var desk = Desk(who);
        var best = _index.Best(query);
        if (best.Count == 0) return ActionOutcome.Refused("The library has nothing on that; name a thing in town, as your questions do.");
        var things = best.Select(f => _corpus.Facts[f].Thing).Distinct(StringComparer.Ordinal).ToList();
        if (things.Count > 1) return ActionOutcome.Refused($"That fits several things alike: {string.Join(", ", things.Take(4))}. Name one.");
        var next = best.FindIndex(f => !desk.Known.Contains(f));
        if (next < 0) return ActionOutcome.Refused($"You know that already: {Note(best[0])}");
        desk.Known.Add(best[next]);
        return new ActionOutcome(true, "", "looked something up", Note(best[next]));
    }

    private ActionOutcome Cite(string who, string source, string claim)
    {
        var desk = Desk(who);
        var sources = Choices(who, "cite", "source");
        if (sources.Count == 0) return ActionOutcome.Refused("You know no source yet; research something first.");
        var named = Words.Of(source);
        if (named.Count == 0) return ActionOutcome.Refused($"Name the source; you know {string.Join(", ", sources)}.");
        var at = _corpus.Sources.ToList().FindIndex(s => named.Contains(s.Id.ToLowerInvariant()));
        if (at < 0) return ActionOutcome.Refused($"There is no source '{source}'; you know {string.Join(", ", sources)}.");
        var id = _corpus.Sources[at].Id;
        if (!sources.Contains(id)) return ActionOutcome.Refused($"You have not read {id}; you know {string.Join(", ", sources)}.");
        var words = Words.Of(claim);
        if (words.Count == 0) return ActionOutcome.Refused($"Say what {id} says.");
        var fact = desk.Known.FindIndex(f => _corpus.Facts[f].Source == at && _corpus.Facts[f].IsSaidBy(words, _corpus.Sources[at]));
        if (fact >= 0) return Accept(desk, desk.Known[fact], Targets(who));
        desk.Wrong++;
        return ActionOutcome.Refused($"Nothing you know from {id} bears that out; the citation counts as wrong.");
    }

    private static ActionOutcome Accept(ResearchDesk desk, int fact, List<int> targets)
    {
        if (desk.Cited.Contains(fact)) return ActionOutcome.Refused("That is in your report already.");
        desk.Cited.Add(fact);
        var answered = targets.Count(desk.Cited.Contains);
        return new ActionOutcome(true, "", "added a citation to a report", targets.Contains(fact) ? $"Answered: {Text(answered)} of {Text(targets.Count)} questions." : "Correct, but none of your questions asks for it.");
    }

    private ActionOutcome Submit(string who)
    {
        var desk = Desk(who);
        if (desk.Cited.Count == 0) return ActionOutcome.Refused("Your report is empty; cite a source first.");
        var targets = Targets(who);
        var (right, wrong) = (targets.Count(desk.Cited.Contains), desk.Wrong);
        desk.HandIn(Math.Max(0, right - (WrongCitation * wrong)) / targets.Count);
        return new ActionOutcome(true, "", "handed in a report", $"Your report answers {Text(right)} of {Text(targets.Count)} questions, with {Text(wrong)} wrong citations.");
    }

    private List<int> Deal(int round, Rng rng)
    {
        // whole layers (one note of each document) stay together, so that a hand of neighbours comes from different documents
        var stream = rng.For("environment.research.deal", tick: round);
        var layers = stream.Shuffled(Enumerable.Range(0, _corpus.Facts.Count).Chunk(_corpus.Sources.Count));
        return [.. layers.SelectMany(l => l)];
    }

    private List<int> Targets(string who)
    {
        var (deal, first) = (_deals[Desk(who).Round], _roster[who] * _difficulty);
        return [.. Enumerable.Range(0, _difficulty).Select(i => deal[(first + i) % deal.Count])];
    }

    private string Note(int fact) => $"{_corpus.Facts[fact].Text} ({_corpus.Sources[_corpus.Facts[fact].Source]})";

    private ResearchDesk Desk(string who) => _desks[_roster[who]];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
