using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Studies.Town.Environments.Policy;

/// <summary>
/// Policy Checklist: committees of up to five fill in a sheet whose fields say what they take, sum it up, hand it in and review it. One sheet
/// for a whole town would leave most people without anything to do.
/// </summary>
public sealed class PolicyEnvironment : ITownEnvironment
{
    public const string Id = "policy";

    private const int LargestCommittee = 5;

    // what a filled sheet is worth before it is adopted
    private const double Unadopted = 0.5;

    private static readonly ActionKind[] _actions =
    [
        new("fill_field", ["field", "value"], "fill in a field of your committee's sheet, or change it; only where the sheets lie"),
        new("propose_plan", ["summary"], "sum your committee's plan up in a sentence"),
        new("submit_plan", [], "hand in the filled sheet for review; only where the sheets lie"),
        new("review_plan", ["verdict", "reason"], "approve or reject the plan that another of your committee handed in"),
    ];

    private readonly int _difficulty;
    private readonly int _rounds;
    private readonly Roster _roster;
    private readonly Workplaces _halls;
    private readonly PolicyCommittee[] _committees;
    private readonly (int Committee, int Seat)[] _seats; // [people]
    private readonly PromptText _situation;

    internal PolicyEnvironment(EnvironmentConfig config, Roster roster, IReadOnlyList<EnvironmentPlace> places, Rng rng, PromptLibrary prompts)
    {
        (_difficulty, _rounds, _roster) = (config.Difficulty, config.Rounds, roster);
        _halls = new Workplaces(Id, EnvironmentPlace.Hall, places);
        var tables = new PolicyTables(prompts, roster.People, [.. places.Where(p => !p.Serves(EnvironmentPlace.Home)).Select(p => p.Name)]);
        var stream = rng.For("environment.policy.committees");
        var people = stream.Shuffled(roster.People);
        _committees = new PolicyCommittee[(people.Length + LargestCommittee - 1) / LargestCommittee];
        _seats = new (int, int)[people.Length];
        for (var c = 0; c < _committees.Length; c++)
        {
            var members = people.Where((_, i) => i % _committees.Length == c).ToArray();
            for (var seat = 0; seat < members.Length; seat++) _seats[roster[members[seat]]] = (c, seat);
            _committees[c] = new PolicyCommittee(members, [.. Enumerable.Range(0, _rounds).Select(r => tables.Draw(_difficulty, rng.For("environment.policy.sheet", Text(c), r)))], [.. Enumerable.Range(0, _rounds).Select(r => Plan(tables.Plans, c, r))]);
        }

        _situation = prompts["environments/policy-situation"];
        Rules = prompts["environments/policy-rules"].Fill(("count", Text(_difficulty)), ("places", _halls.Listed));
    }

    public string Name => Id;

    public IReadOnlyList<ActionKind> Actions => _actions;

    public string Rules { get; }

    public IReadOnlyList<(string Name, double Value)> Measures =>
    [
        ("policy.plans_adopted", _committees.Sum(c => c.Adopted) / (double)(_rounds * _committees.Length)),
        ("policy.fields_filled", _committees.Average(c => c.Finished ? 1 : c.FilledFields / (double)_difficulty)),
    ];

    public string Situation(string who, string place)
    {
        var committee = Of(who);
        if (committee.Finished) return "Your committee's plans are all in force.";
        var fields = committee.Fields.Select((f, i) => $"- {f.Name}: {f.Rule}. {(committee.Values[i] is { } value ? $"Stands: {value}." : "Empty.")}");
        var others = committee.Members.Where(m => m != who).ToList();
        return _situation.Fill(
            ("plan", committee.Plan),
            ("members", others.Count == 0 ? "nobody" : string.Join(", ", others)),
            ("fields", string.Join('\n', fields)),
            ("state", State(committee, who)),
            ("here", _halls.Has(place) ? "The sheet lies here." : $"The sheet lies in {_halls.Listed}."));
    }

    public IReadOnlyList<string> Choices(string who, string action, string parameter)
    {
        var committee = Of(who);
        if (committee.Finished) return [];
        return (action, parameter) switch
        {
            ("fill_field", "field") => [.. committee.Fields.Select(f => f.Name)],
            ("review_plan", "verdict") => ["approve", "reject"],
            _ => [],
        };
    }

    public ActionOutcome Attempt(string who, string place, string action, IReadOnlyDictionary<string, string> parameters, long tick)
    {
        Planned.Check(this, action);
        var committee = Of(who);
        if (committee.Finished) return ActionOutcome.Refused("Your committee's plan is in force; there is nothing left to change.");
        if (action == "review_plan") return Review(committee, who, Words.Given(parameters, "verdict"), Words.Given(parameters, "reason"));
        if (committee.UnderReview) return ActionOutcome.Refused($"The plan is under review since {committee.Submitter} handed it in; it can be changed when it is sent back.");
        if (action != "propose_plan" && !_halls.Has(place)) return ActionOutcome.Refused($"The sheet does not lie here; go to {_halls.Listed}.");
        return action switch
        {
            "fill_field" => Fill(committee, Words.Given(parameters, "field"), Words.Given(parameters, "value")),
            "propose_plan" => Propose(committee, Words.Given(parameters, "summary")),
            _ => Submit(committee, who),
        };
    }

    public PlannedAction? Suggest(string who, string place, long tick)
    {
        var committee = Of(who);
        if (committee.Finished) return null;
        if (committee.UnderReview) return committee.MayReview(who) ? Planned.Of("review_plan", ("reason", "it keeps to the sheet"), ("verdict", "approve")) : null;
        var empty = Enumerable.Range(0, _difficulty).Where(i => committee.Values[i] is null && Example(committee, i) is not null).ToList();
        if (empty.Count == 0 && committee.Summary.Length == 0) return Planned.Of("propose_plan", ("summary", $"We hold the {committee.Plan} as the sheet says."));
        if (!_halls.Has(place)) return _halls.Go(_roster[who], tick);
        if (empty.Count == 0) return Planned.Of("submit_plan");
        // seats begin at different fields, so that all who act at once fill in different ones
        var field = empty[_seats[_roster[who]].Seat % empty.Count];
        return Planned.Of("fill_field", ("field", committee.Fields[field].Name), ("value", Example(committee, field)!));
    }

    public string News(string who)
    {
        var committee = Of(who);
        if (committee.Finished) return $"The plan of the {committee.LastPlan} is in force.";
        if (committee.UnderReview) return $"The plan of the {committee.Plan} is under review.";
        var empty = committee.Fields.Where((_, i) => committee.Values[i] is null).Select(f => f.Name).ToList();
        return empty.Count == 0 ? $"The sheet of the {committee.Plan} is full and can be handed in." : $"The sheet of the {committee.Plan} still lacks {string.Join(", ", empty)}.";
    }

    public bool IsFinished(string who) => Of(who).Finished;

    public double Score(string who)
    {
        var committee = Of(who);
        return (committee.Adopted + (committee.Finished ? 0 : Unadopted * committee.FilledFields / _difficulty)) / _rounds;
    }

    public void Save(BinaryWriter writer)
    {
        Stored.Mark(writer, Id, _roster.Count);
        foreach (var committee in _committees) committee.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        Stored.Check(reader, Id, _roster.Count);
        foreach (var committee in _committees) committee.Load(reader);
    }

    private static ActionOutcome Fill(PolicyCommittee committee, string field, string value)
    {
        var names = committee.Fields.Select(f => f.Name).ToList();
        var at = names.FindIndex(n => string.Equals(n, field, StringComparison.OrdinalIgnoreCase));
        if (at < 0 && names.Count(n => field.Contains(n, StringComparison.OrdinalIgnoreCase)) == 1) at = names.FindIndex(n => field.Contains(n, StringComparison.OrdinalIgnoreCase)); // "the budget field"
        if (at < 0) return ActionOutcome.Refused($"The sheet has no field '{field}'{(Nearest.Of(field, names) is { } near ? $"; did you mean {near}?" : ".")} It has {string.Join(", ", names)}.");
        if (value.Length == 0) return ActionOutcome.Refused($"Say what to write: the {names[at]} must be {committee.Fields[at].Rule}.");
        if (committee.Fields[at].Judge(value, committee.Values, out var reason) is not { } entered) return ActionOutcome.Refused(reason);
        if (committee.Values[at] == entered) return ActionOutcome.Refused($"That stands there already: {names[at]}, {entered}.");
        var broken = Dependent(committee, at, entered);
        if (broken is not null) return ActionOutcome.Refused($"Then the {broken.Name} would no longer be {broken.Rule}.");
        committee.Fill(at, entered);
        return new ActionOutcome(true, "", $"wrote into the sheet of the {committee.Plan}", $"{names[at]}: {entered}.");
    }

    // the field whose value a change here would make wrong
    private static PolicyField? Dependent(PolicyCommittee committee, int at, string entered)
    {
        string?[] changed = [.. committee.Values];
        changed[at] = entered;
        return committee.Fields.Where((f, i) => f.Other == at && changed[i] is { } value && f.Judge(value, changed, out _) is null).FirstOrDefault();
    }

    private static ActionOutcome Propose(PolicyCommittee committee, string summary)
    {
        if (Words.Of(summary).Count < 3) return ActionOutcome.Refused("Sum the plan up in at least three words.");
        committee.Propose(summary);
        return new ActionOutcome(true, "", $"summed up the {committee.Plan}");
    }

    private ActionOutcome Submit(PolicyCommittee committee, string who)
    {
        var wrong = Enumerable.Range(0, _difficulty).Where(i => committee.Values[i] is not { } value || committee.Fields[i].Judge(value, committee.Values, out _) is null).Select(i => committee.Fields[i].Name).ToList();
        if (wrong.Count > 0) return ActionOutcome.Refused($"Still to fill in: {string.Join(", ", wrong)}.");
        if (committee.Summary.Length == 0) return ActionOutcome.Refused("Nobody has summed the plan up yet; propose_plan does.");
        var plan = committee.Plan;
        committee.Submit(who);
        return new ActionOutcome(true, "", $"handed in the plan of the {plan}", committee.UnderReview ? $"It is adopted when {Text(committee.Needed)} of the others approve." : "With nobody else to review it, the plan is adopted.");
    }

    private static ActionOutcome Review(PolicyCommittee committee, string who, string verdict, string reason)
    {
        if (!committee.UnderReview) return ActionOutcome.Refused("Your committee has no plan under review.");
        if (committee.Submitter == who) return ActionOutcome.Refused("You handed it in; the others review it.");
        if (!committee.MayReview(who)) return ActionOutcome.Refused("You have reviewed this plan already.");
        var words = Words.Of(verdict);
        var approves = words.Exists(w => w is "approve" or "approved");
        // "I do not approve" may mean either; who votes says it plainly
        if (approves == words.Exists(w => w is "reject" or "rejected") || words.Exists(w => w is "not" or "dont" or "cannot")) return ActionOutcome.Refused("A verdict is approve or reject.");
        var plan = committee.Plan;
        var result = committee.Review(who, approves, reason) switch { true => "It is adopted.", false => "It is sent back.", null => "The review goes on." };
        return new ActionOutcome(true, "", $"{(approves ? "approved" : "rejected")} the plan of the {plan}", result);
    }

    private static string State(PolicyCommittee committee, string who)
    {
        var back = committee.SentBack.Length > 0 ? $"The review sent it back: {committee.SentBack}. " : "";
        if (committee.MayReview(who)) return $"{committee.Submitter} handed it in: {committee.Summary} Review it.";
        if (committee.UnderReview) return "The others review it.";
        var open = committee.Values.Count(v => v is null);
        return back + (open > 0 ? $"{Text(open)} fields are empty." : committee.Summary.Length == 0 ? "All fields are filled; sum it up." : "It can be handed in.");
    }

    private string? Example(PolicyCommittee committee, int field) => committee.Fields[field].Example(field + _seats[_roster[committee.Members[0]]].Committee, committee.Values);

    private static string Plan(IReadOnlyList<string> plans, int committee, int round)
    {
        // a plan of its own for every committee, also where there are more committees than plans
        var number = committee + (7 * round);
        var repeat = (committee / plans.Count) + 1;
        return repeat == 1 ? plans[number % plans.Count] : string.Create(CultureInfo.InvariantCulture, $"{plans[number % plans.Count]} of ward {repeat}");
    }

    private PolicyCommittee Of(string who) => _committees[_seats[_roster[who]].Committee];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
