using System.Security.Cryptography;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// The corpus of persim-nano: town after town, with documents of the withheld study and of speakers in between. Nobody of the validation part,
/// and none of its sentences, stands in the training part.
/// </summary>
public sealed class NanoCorpus : ICorpus
{
    private const int FirstValidation = 10_000_000; // numbers of towns and speakers
    private const double GamesShare = 0.25; // of the withheld study's questions beside a town's, where both stand without what everybody shares
    private const double Sharpness = 3;
    private const int LinesTogether = 5, DeedsTogether = 3; // of one person, in one document
    private readonly NanoConfig _config;
    private readonly PromptLibrary _prompts;
    private readonly Rng _rng;
    private readonly SpeakerTexts _texts;
    private readonly List<Lesson> _lessons; // in the order of the recipe's lengths
    private readonly Speakers _speakers;
    private readonly StudyRuns _runs;
    private readonly StudyDocuments _documents;

    public NanoCorpus(NanoConfig config, PromptLibrary prompts, ulong seed)
    {
        if (config.Arms.Count == 0) throw new InputException("The corpus has no arms: name what tells the personality of the towns' people, e.g. arms: [prompt, steer, none].");
        (_config, _prompts, _rng) = (config, prompts, new Rng(seed));
        _texts = new SpeakerTexts(prompts, config);
        var questions = new SpeakerQuestions(prompts, _texts, config, QuestionMix.All(config));
        _lessons = Chosen(Lessons());
        _speakers = new Speakers(prompts, questions, config);
        _runs = new StudyRuns(prompts, _texts.Held, _rng);
        _documents = new StudyDocuments(questions, config);
    }

    /// <summary>What early lessons are called, in their order.</summary>
    public IReadOnlyList<string> LessonNames => [.. _lessons.Select(l => l.Name)];

    public string Description => $"the shipped studies as their rules play them ({_config.Towns} towns) and speakers with a latent personality ({(long)_config.Towns * ((_lessons.Count * _config.FirstDocuments) + _config.SpeakerDocuments + _config.ShortDocuments)} documents)";

    /// <summary>The hashes of every text that has been read so far: all of them once documents were made.</summary>
    public IReadOnlyDictionary<string, string> Sources
    {
        get
        {
            var sources = new SortedDictionary<string, string>(_prompts.Hashes.ToDictionary(), StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(_prompts.Folder, "contrast")))
            {
                if (Path.GetFileNameWithoutExtension(file).Length == 1 || file.EndsWith("frames.json", StringComparison.Ordinal)) sources["contrast/" + Path.GetFileName(file)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            }

            return sources;
        }
    }

    public IEnumerable<CorpusDocument> Documents(CorpusSplit split)
    {
        var (first, count) = split == CorpusSplit.Training ? (0L, _config.Towns) : (FirstValidation, _config.ValidationTowns);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var town = first; town < first + count; town++)
        {
            var order = _rng.For("corpus/order", tick: town);
            var group = Group(town, split).ToArray();
            order.Shuffle(group);
            seen.Clear(); // towns have nothing in common but their rules
            foreach (var document in group)
            {
                if (seen.Add(document.Text)) yield return document;
            }
        }

        foreach (var (number, lesson) in _lessons.Index().Where(l => l.Item.IsApart))
        {
            for (var i = 0L; i < count * _config.FirstDocuments; i++)
            {
                var rng = _rng.For("corpus/" + lesson.Name, tick: (first * 1_000_000) + i);
                yield return _speakers.Of((SpeakerLesson)lesson, split, ref rng) with { Lesson = number };
            }
        }
    }

    /// <summary>Two labels for each trait: what somebody low says, and what somebody high does.</summary>
    public IEnumerable<LabelledText> Labelled => _texts.Labelled;

    private int Behind(int lessons) => _lessons.Count + lessons;

    private List<Lesson> Chosen(IReadOnlyList<Lesson> all) =>
        [.. _config.Lessons.Select(name => all.FirstOrDefault(l => l.Name == name) ?? throw new InputException($"There is no lesson '{name}'; there are {string.Join(", ", all.Select(l => l.Name))}."))];

    // each adds one thing. Sentences of one key begin: with both, neither the person nor the sentence alone says anything of the number, and descent finds no way
    // to begin; the same again for the order of two options. Which word fits a sentence comes behind the first ratings, or numbers are connected to nothing
    private List<Lesson> Lessons()
    {
        var (few, oneKey) = (_texts.Few(_config.FirstSentences, plus: false), _texts.Few(_config.FirstSentences, plus: true));
        var phrases = new QuestionMix(Rated: 0.75, Open: 0.1, Words: 0, QuestionForm.Short, Phrases: 1, Spoken: 1, Denies: false, Sharp: true);
        var one = phrases with { Phrases = 0, Spoken = 0 };
        var turned = phrases with { Words = 0.2, Form = QuestionForm.Turned, Denies = true };
        var all = turned with { Phrases = _config.PhraseShare, Spoken = _config.PhraseShare };
        var choices = all with { Rated = 0.3, Open = 0 };
        var forms = QuestionMix.All(_config);
        return
        [
            new SpeakerLesson("one key", Asks(oneKey, one), 5),
            new SpeakerLesson("both keys", Asks(few, one), 5),
            new SpeakerLesson("phrases", Asks(_texts, phrases), 5),
            new SpeakerLesson("words", Asks(_texts, phrases with { Words = 1 }), 5),
            new SpeakerLesson("denied", Asks(_texts, phrases with { Words = 0.3, Denies = true }), 5),
            new SpeakerLesson("items", Asks(_texts, turned with { Form = QuestionForm.Plain }), 3),
            new SpeakerLesson("turned scales", Asks(_texts, turned), 3),
            new SpeakerLesson("in words", Asks(_texts, turned with { Rated = 0.5, Open = 0.5 }), 3, Described: 1), // what somebody says tells more than a number who they are
            new SpeakerLesson("all sentences", Asks(_texts, all), 3),
            new SpeakerLesson("one order", Asks(_texts, choices with { HighFirst = true, Numbers = 1 }), 3, Described: 0.3),
            new SpeakerLesson("choices", Asks(_texts, choices with { Numbers = 0.6 }), 3, Described: 0.3),
            new SpeakerLesson("forms", Asks(_texts, forms with { Open = 0, Words = 0.2, Sharp = true }), 2, Described: 0.5),
            new SpeakerLesson("judged", Asks(_texts, choices with { Numbers = 0.6 }), 3, Described: 0.3, Choices: ChoiceForm.Judged),
            new SpeakerLesson("judged deeds", Asks(_texts, choices with { Numbers = 0 }), 3, Described: 0.3, Choices: ChoiceForm.Weighed),
            new SpeakerLesson("new sentences", Asks(_texts, forms with { Rated = 0.7, Open = 0.1, Words = 0.15, Phrases = 0.9, Spoken = 0.9, Sharp = true, Numbers = 0.5 }), 2, Form: SpeakerForm.Around, Choices: ChoiceForm.Weighed),
            new SpeakerLesson("dosed, in words", Asks(_texts, phrases with { Words = 1, Oneself = 0.7 }), 4, Form: SpeakerForm.DosedOne),
            new SpeakerLesson("dosed, two against, few sentences", Asks(few, one with { Words = 0, Rated = 1, Asked = 1 }), 4, Form: SpeakerForm.DosedAgainst),
            new SpeakerLesson("dosed, two against", Asks(_texts, turned with { Rated = 0.7, Words = 0, Open = 0, Numbers = 0.5, Asked = 1 }), 4, Form: SpeakerForm.DosedAgainst, Choices: ChoiceForm.Weighed),
            new SpeakerLesson("described, two against", Asks(_texts, turned with { Rated = 0.8, Words = 0, Open = 0, Numbers = 0.5, Asked = 0.75 }), 4, Form: SpeakerForm.DescribedAgainst, Choices: ChoiceForm.Weighed),
            new SpeakerLesson("dosed, one trait", Asks(_texts, turned with { Rated = 0.6, Words = 0.1, Open = 0.1, Numbers = 0.5 }), 4, Form: SpeakerForm.DosedOne, Choices: ChoiceForm.Weighed),
            new SpeakerLesson("dosed", Asks(_texts, forms with { Rated = 0.7, Open = 0.15, Words = 0.05, Phrases = 0.7, Spoken = 0.7, Sharp = true, Numbers = 0.5 }), 4, Form: SpeakerForm.Dosed, Choices: ChoiceForm.Weighed),
            new StudyLesson("studies, own part", StudyForm.OwnPart),
            new StudyLesson("studies, own part, sharp", StudyForm.OwnPart, IsSharp: true),
            new StudyLesson("lines", StudyForm.Lines),
            new StudyLesson("lines, sharp", StudyForm.Lines, IsSharp: true),
            new StudyLesson("deeds", StudyForm.Deeds),
            new StudyLesson("deeds, sharp", StudyForm.Deeds, IsSharp: true),
        ];

        SpeakerQuestions Asks(SpeakerTexts texts, QuestionMix mix) => new(_prompts, texts, _config, mix);
    }

    private IEnumerable<CorpusDocument> Group(long town, CorpusSplit split)
    {
        var number = 0L;
        var offset = town * 1_000_000;
        var draws = _rng.For("corpus/arm", tick: town);
        var arm = _config.Arms[(int)(town % _config.Arms.Count)]; // in turns, so that few towns are a fair sample
        var played = new Played(arm, _runs.Town(town, arm, out var wording), arm == Arm.Prompt ? wording : 0, _runs.Reputation(town));
        var sharp = _lessons.Exists(l => l is StudyLesson { IsSharp: true }) ? played with { Arm = Arm.Steer, Town = _runs.Town(town, Arm.Steer, out _, Sharpness), Wording = 0 } : played;
        foreach (var ask in StudyDocuments.Sample(played.Town, _config.TownDocuments, draws))
        {
            var rng = Next();
            if (played.Fits(ask)) yield return _documents.Document(ask, played.IsShown, played.Wording, split, ref rng) with { Lesson = Behind(1) };
        }

        foreach (var ask in StudyDocuments.Sample(played.Games, _config.ReputationDocuments, draws))
        {
            var rng = Next();
            yield return _documents.Document(ask, false, 0, split, ref rng) with { Lesson = Behind(1) };
        }

        for (var i = 0; i < _config.SpeakerDocuments; i++)
        {
            var rng = Next();
            yield return _speakers.Document(split, ref rng) with { Lesson = Behind(1) };
        }

        foreach (var (at, lesson) in _lessons.Index().Where(l => !l.Item.IsApart))
        {
            var documents = lesson switch
            {
                StudyLesson { Form: StudyForm.OwnPart } own => OwnParts(own.IsSharp ? sharp : played, split, draws, Next),
                StudyLesson study => OneAfterAnother(study.Form, study.IsSharp ? sharp : played),
                _ => Early((SpeakerLesson)lesson, split, Next),
            };
            foreach (var document in documents) yield return document with { Lesson = at };
        }

        for (var i = 0; i < _config.ShortDocuments; i++)
        {
            var rng = Next();
            yield return _speakers.Short(split, ref rng) with { Lesson = Behind(0) };
        }

        CounterRng Next() => _rng.For("corpus/document", tick: offset + number++);
    }

    private IEnumerable<CorpusDocument> Early(SpeakerLesson lesson, CorpusSplit split, Func<CounterRng> next)
    {
        for (var i = 0; i < _config.FirstDocuments; i++)
        {
            var rng = next();
            yield return _speakers.Of(lesson, split, ref rng);
        }
    }

    private IEnumerable<CorpusDocument> OwnParts(Played played, CorpusSplit split, CounterRng draws, Func<CounterRng> next)
    {
        foreach (var asks in new[] { played.Town, played.Games })
        {
            var (isTown, ofOne) = (asks == played.Town, asks.ToLookup(a => (a.Ask.Key.Who, a.Ask.Key.Tick)));
            var taken = StudyDocuments.Any(asks, isTown ? _config.FirstDocuments : (int)(GamesShare * _config.FirstDocuments), draws);
            foreach (var ask in taken.Where(a => !isTown || played.Fits(a)))
            {
                var rng = next();
                yield return _documents.Own(ask, ofOne[(ask.Ask.Key.Who, ask.Ask.Key.Tick)], isTown && played.IsShown, isTown ? played.Wording : 0, split, ref rng);
            }
        }
    }

    private IEnumerable<CorpusDocument> OneAfterAnother(StudyForm form, Played played) => played.Town
        .Where(a => a.Ask.Key.Purpose.StartsWith(form == StudyForm.Lines ? "line" : "deed", StringComparison.Ordinal) && played.Fits(a))
        .GroupBy(a => a.Ask.Key.Who, StringComparer.Ordinal)
        .SelectMany(g => g.Chunk(form == StudyForm.Lines ? LinesTogether : DeedsTogether))
        .Take(_config.FirstDocuments)
        .Select(asks => form == StudyForm.Lines ? _documents.Lines(asks, played.IsShown, played.Wording) : _documents.Deeds(asks, played.IsShown, played.Wording));

    /// <summary>A town and a game as the rules played them.</summary>
    /// <param name="Wording">Of the texts that describe the town's people, 0 for none.</param>
    private sealed record Played(Arm Arm, List<RecordedAsk> Town, int Wording, List<RecordedAsk> Games)
    {
        /// <summary>Whether people act by traits that no description says.</summary>
        public bool IsShown => Arm == Arm.Steer;

        /// <summary>Under no description, only who has shown their traits may be known by them.</summary>
        public bool Fits(RecordedAsk ask) => !IsShown || (!ask.Withheld && Latent.Active(ask.Acts).Count > 0);
    }
}
