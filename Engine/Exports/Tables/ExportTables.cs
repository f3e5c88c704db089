using PersonaSim.Native;

namespace PersonaSim.Engine.Exports.Tables;

/// <summary>Every table of an export, with what its columns mean: the codebook is written from here, and a test compares it with files.</summary>
public static class ExportTables
{
    private const string ByStep = "tick, phase, round, n";

    /// <summary>What stores hold and exports do not, with the reason.</summary>
    public static IReadOnlyList<(string Name, string Reason)> LeftOut { get; } =
    [
        ("meta", "the version of the tables themselves"),
        ("facts", "ledgers as of the last commit; manifest.json has them"),
        ("checkpoints.state", "the packed state of the study, which only the program that wrote it can read"),
        ("answers.ask_parts", "short hashes that name the part in which two asks differ; a replay uses them"),
    ];

    public static IReadOnlyList<ExportTable> All { get; } =
    [
        new("run", "One row: what the run is, and how far it had come.", Stored: false, "",
        [
            Text("run", "Name of the run."),
            Text("study", "Which study."),
            Text("seed", "The seed of everything random; a text, because it may need all 64 bits."),
            Whole("population", "How many people."),
            Text("arm", "none, neutral, prompt, steer, both, placebo or deranged."),
            Whole("ticks", "Ticks that the run is to last."),
            Whole("ticks_done", "Complete ticks in these tables."),
            Text("status", "running, finished, stopped or failed; a killed run says running until it is resumed."),
            Text("reason", "Why it stopped or failed; empty otherwise."),
            Text("persim", "Version of the program that began it."),
            Text("event_hash", "Hash of everything that happened, up to the last step here.", empty: true),
            Text("probe_hash", "Hash of everything that was measured, up to the last step here.", empty: true),
            Text("config_hash", "SHA-256 of config.yaml."),
            Text("from_run", "The run that this one continues; empty where it began by itself.", empty: true),
            Whole("from_tick", "The tick of that run behind which it begins.", empty: true),
        ]),
        new("people", "One row a person: what the study means them to be, before any arm.", Stored: false, "",
        [
            Text("name", "Their name, by which all other tables know them."),
            Whole("place_in_list", "From 0; ties are broken by it."),
            Real("E", "Extraversion, in standard deviations from the population's mean."),
            Real("A", "Agreeableness, likewise."),
            Real("C", "Conscientiousness, likewise."),
            Real("N", "Neuroticism, likewise."),
            Real("O", "Openness, likewise."),
        ]),
        new("steps", "One row for each committed round of a phase: the unit in which a run goes on.", Stored: true, "tick, phase, round",
        [
            .. Step(),
            Text("phase_name", "The phase's name, e.g. talk."),
            Whole("answers", "Answers given in the round."),
            Text("event_hash", "Hash of everything that happened, up to here."),
            Text("probe_hash", "Hash of everything that was measured, up to here; probes have a chain of their own, so that they cannot change the world's."),
        ]),
        new("answers", "One row for each answer of a mind: the source of truth, from which everything else can be computed again.", Stored: true, "tick, phase, round, who, purpose, n",
        [
            .. Step(),
            Text("who", "Who was asked."),
            Text("purpose", "What for, e.g. a deed, a line, or a probe's item."),
            Whole("n", "Counts asks of one person and purpose within the round."),
            Text("phase_name", "The phase's name."),
            Whole("page", "Asks that were answered together share a page; pages are committed whole."),
            Whole("seq", "Place in the step, in the order of commits."),
            Text("mind", "Which of the run's minds was asked."),
            Text("source", "Who answered: Model, Rule (the offline mind), or Fallback (the neutral rule, because the model's answer was refused)."),
            JsonText("value", "The answer as the shape of its ask has it, with a field kind."),
            Text("raw", "What a model wrote, word for word; empty for rules and scores."),
            Text("refusal", "Why a model's answer was refused; nothing where it was taken.", empty: true),
            Text("dropped", "What was left out of the prompt because it did not fit.", empty: true),
            Whole("prompt_tokens", "Tokens of the whole prompt."),
            Whole("computed_tokens", "Tokens of the prompt that had to be computed; the rest came from a shared prefix."),
            Whole("generated_tokens", "Tokens generated, thoughts included."),
            Whole("overrides", "Tokens for which the shape's mask had to step in."),
            Text("ask_hash", "Hash of the whole ask: prompt, shape, doses, seed."),
            Whole("thought_tokens", "Generated tokens that were thoughts and cut off."),
        ]),
        new("doses", "One row for each direction of each dosed answer; empty where an arm doses nobody.", Stored: true, "tick, phase, round, who, purpose, n, seq",
        [
            .. Step(),
            Text("who", "Who was asked."),
            Text("purpose", "As in answers."),
            Whole("n", "As in answers."),
            Whole("seq", "Place among the answer's doses."),
            Text("direction", "The direction's name, e.g. E."),
            Real("intended", "The dose that the arm meant to give, in the direction's own units."),
            Real("applied", "What was given, after a governor held some of it back."),
            Text("vector_hash", "SHA-256 of the direction's file; an empty text where no vector was loaded (rule minds)."),
            Real("relative_size", "Size of the added vector over the size of the residual stream, averaged over the layers; nothing where it is not known.", empty: true),
        ]),
        new("blocks", "Texts of prompts, once each by hash; only with record.prompts: true.", Stored: true, "hash",
        [
            Text("hash", "Hash of the block."),
            Text("name", "The block's name, e.g. rules."),
            Text("role", "system, user or assistant."),
            Text("text", "The text."),
            Flag("optional", "May be left out where a prompt does not fit."),
        ]),
        new("events", "What happened and has no table of its own; data depends on the kind.", Stored: true, ByStep,
        [
            .. Row(),
            Text("kind", "The kind, see below."),
            Text("who", "Whom it concerns first; an empty text where nobody."),
            Text("other", "Whom else.", empty: true),
            Text("place", "Where.", empty: true),
            JsonText("data", "Details, a JSON object."),
        ]),
        new("messages", "One row a line that was said.", Stored: true, ByStep,
        [
            .. Row(),
            Text("sender", "Who spoke."),
            JsonText("hearers", "Who heard it, a JSON array of names."),
            Text("place", "Where.", empty: true),
            Whole("encounter", "The conversation, unique within the tick."),
            Whole("turn", "Place in the conversation, from 0."),
            Text("text", "The words, as they were published."),
            Flag("fallback", "The neutral rule spoke, because the model's answer was refused."),
        ]),
        new("actions", "One row a deed, also where it could not be done.", Stored: true, ByStep,
        [
            .. Row(),
            Text("who", "Who acted."),
            Text("action", "What was done, e.g. work."),
            Text("target", "To whom or with what.", empty: true),
            Text("place", "Where.", empty: true),
            JsonText("params", "Details, a JSON object; class is what the deed shows of a person (explore, withdraw, hoard, ...), label is how the option was worded."),
            Flag("done", "Whether it worked."),
            Text("reason", "Why it did not; an empty text where it did."),
            Flag("fallback", "The neutral rule chose, because the model's answer was refused."),
        ]),
        new("probes", "One row for each measured answer; probes ask beside the world and cannot touch it.", Stored: true, ByStep,
        [
            .. Row(),
            Text("instrument", "E.g. ipip-50, behaviour, observer, stability, opinions, capability."),
            Text("item", "The item within the instrument."),
            Text("trait", "E, A, C, N or O; nothing where the item is about no trait.", empty: true),
            Text("who", "Whom it measures."),
            Text("condition", "dosed (as they live), undosed (same history, no dose) or observer (somebody else read their lines without names)."),
            Real("value", "The score, keyed so that more is more of the trait, or 1 for a right answer and 0 for a wrong one; nothing where the answer could not be scored.", empty: true),
            Real("mass", "How much of the model's probability lay on the options at all; nothing where nothing was scored.", empty: true),
            JsonText("data", "Details, e.g. the probability of each option."),
        ]),
        new("measures", "One row for each number about the whole or a group, at the study's own cadence.", Stored: true, ByStep,
        [
            .. Row(),
            Text("name", "The measure, see below."),
            Text("group_name", "What it is about: the whole, or a good, a topic, a kind of deed."),
            Real("value", "The number."),
        ]),
        new("edges", "The social graph at the moments when a study records it.", Stored: true, ByStep,
        [
            .. Row(),
            Text("kind", "Kind of tie: tie in a town; the role in which somebody is known, or blacklist, in reputation."),
            Text("source", "Whose tie it is."),
            Text("target", "To whom."),
            Real("weight", "Strength at this tick, 0 to 1; 1 where ties have no strength."),
        ]),
        new("safety", "One row for each time the safety governor saw something.", Stored: true, ByStep,
        [
            .. Row(),
            Text("who", "Who said it."),
            Text("category", "E.g. violence."),
            Text("severity", "low, medium or high."),
            Text("policy", "What was done with the text: publish, redact or drop."),
            Real("factor_before", "The factor on the person's doses before."),
            Real("factor_after", "The factor after."),
            Text("text", "What was found."),
        ]),
        new("checkpoints", "Saved states, which only save time.", Stored: true, "tick",
        [
            Whole("tick", "The tick behind which the state stands; -1 is before the first."),
            Whole("state_version", "Version of the study's format."),
            Text("event_hash", "As in steps."),
            Text("probe_hash", "As in steps."),
            Whole("size", "Bytes before packing."),
            Text("state_hash", "SHA-256 of the state."),
        ]),
    ];

    /// <summary>The tables of a list of names, in this order; null: all.</summary>
    public static IReadOnlyList<ExportTable> Named(IReadOnlyList<string>? names)
    {
        if (names is null) return All;
        foreach (var name in names)
        {
            if (All.Any(t => t.Name == name)) continue;
            var meant = Nearest.Of(name, All.Select(t => t.Name)) is { } nearest ? $" Did you mean {nearest}?" : "";
            throw new InputException($"There is no table '{name}'.{meant} There are {string.Join(", ", All.Select(t => t.Name))}.");
        }

        return [.. All.Where(t => names.Contains(t.Name))];
    }

    private static ExportColumn[] Step() => [Whole("tick", "From 0."), Whole("phase", "Place of the phase in the study, from 0."), Whole("round", "Round within the phase, from 0.")];

    private static ExportColumn[] Row() => [.. Step(), Whole("n", "The row's place within the step and this table.")];

    private static ExportColumn Text(string name, string meaning, bool empty = false) => new(name, ColumnKind.Text, meaning, empty);

    private static ExportColumn JsonText(string name, string meaning) => new(name, ColumnKind.Json, meaning);

    private static ExportColumn Whole(string name, string meaning, bool empty = false) => new(name, ColumnKind.Whole, meaning, empty);

    private static ExportColumn Real(string name, string meaning, bool empty = false) => new(name, ColumnKind.Real, meaning, empty);

    private static ExportColumn Flag(string name, string meaning) => new(name, ColumnKind.Flag, meaning);
}
