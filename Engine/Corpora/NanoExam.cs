using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Town.Rules;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// What a model that learnt <see cref="NanoCorpus"/> is asked about a known personality, in the middle of a trait and at both ends, with the rule's
/// own answer beside each question. Only texts of the training and validation parts: what is held out stays locked.
/// </summary>
public sealed class NanoExam
{
    public const string Described = "described", Named = "named", Shown = "shown", ShownAnew = "shown anew";

    /// <summary>Items of traits that the person does not have: whoever reads only which way a sentence points answers them as their own.</summary>
    public const string Others = "others' items";
    private const string Name = Measures.Psychometrics.People.Respondents.AnyName;
    private const int Shows = 3;
    private const int FirstTown = 20_000_000; // numbers of towns that no part of the corpus has
    private static readonly double[] _levels = [-PersonaText.MiddleOf(PersonaText.Highest), 0, PersonaText.MiddleOf(PersonaText.Highest)];
    private readonly Rng _rng;
    private readonly SpeakerTexts _texts;
    private readonly SpeakerQuestions _questions;
    private readonly StudyRuns _runs;
    private readonly PersonaText[] _personas;
    private readonly Block _setting, _you;

    public NanoExam(NanoConfig config, PromptLibrary prompts, ulong seed)
    {
        _rng = new Rng(seed);
        _texts = new SpeakerTexts(prompts, config);
        _questions = new SpeakerQuestions(prompts, _texts, config, QuestionMix.All(config));
        _runs = new StudyRuns(prompts, _texts.Held, _rng);
        _personas = [.. Enumerable.Range(1, PersonaText.Wordings).Select(w => new PersonaText(prompts, w))];
        (_setting, _you) = (new Block("setting", "system", prompts["probes/setting"].Fill() + "\n"), new Block("you", "user", prompts["probes/alone"].Fill(("name", Name)) + "\n"));
    }

    /// <summary>Every group in every context at every level, with so many questions for each.</summary>
    /// <param name="studies">Whether a town's deeds are asked, too; it must be played first.</param>
    public IEnumerable<ExamQuestion> Questions(int each, bool studies = true)
    {
        for (var trait = 0; trait < Traits.Letters.Length; trait++)
        {
            foreach (var (context, split) in new[] { (Described, CorpusSplit.Training), (Named, CorpusSplit.Training), (Shown, CorpusSplit.Training), (ShownAnew, CorpusSplit.Validation) })
            {
                foreach (var part in split == CorpusSplit.Training ? [CorpusSplit.Training, CorpusSplit.Validation] : new[] { CorpusSplit.Validation })
                {
                    foreach (var question in Speaker(trait, context, split, part, each)) yield return question;
                }
            }
        }

        if (!studies) yield break;
        foreach (var question in Deeds(each)) yield return question;
    }

    /// <summary>Questions of both studies as a run asks them, people of the town described.</summary>
    public IReadOnlyList<Ask> Asks(int count) =>
        [.. StudyDocuments.Sample(_runs.Town(FirstTown, Arm.Prompt, out _), count - (count / 3), _rng.For("exam/town")).Concat(StudyDocuments.Sample([.. Enumerable.Range(0, 3).SelectMany(i => _runs.Reputation(FirstTown + i))], count / 3, _rng.For("exam/reputation"))).Select(a => a.Ask)];

    private IEnumerable<ExamQuestion> Speaker(int trait, string context, CorpusSplit shows, CorpusSplit part, int each)
    {
        var anew = part == CorpusSplit.Validation ? "new " : "";
        var letter = Traits.Letters[trait];
        for (var i = 0; i < each; i++)
        {
            foreach (var level in _levels)
            {
                // the same draws at every level: levels are compared on the same questions
                var rng = _rng.For($"exam/{context}/{part}/{letter}", tick: i);
                var turned = rng.NextInt(2) == 1;
                var item = _texts.Items[(int)part][trait][rng.NextInt(_texts.Items[(int)part][trait].Count)];
                var pair = _texts.Choices[(int)part][trait][rng.NextInt(_texts.Choices[(int)part][trait].Count)];
                var (question, agrees) = _questions.Item(item.Sentence, item.Plus, turned);
                var (five, middle) = (GradedResponse.Five(level), GradedResponse.Five(0));
                var other = _texts.Items[(int)part][(trait + 1 + (i % (Traits.Letters.Length - 1))) % Traits.Letters.Length];
                var foreign = other[_rng.For($"exam/others/{part}/{letter}", tick: i).NextInt(other.Count)];
                var before = rng;
                yield return new ExamQuestion(anew + "items", context, letter, level, Prompt(trait, level, context, i, shows, question, before), ["1", "2", "3", "4", "5"], agrees, [.. agrees.Select(a => five[(int)a - 1])]);
                var (asked, points) = _questions.Item(foreign.Sentence, foreign.Plus, turned);
                yield return new ExamQuestion(anew + Others, context, letter, level, Prompt(trait, level, context, i, shows, asked, before), ["1", "2", "3", "4", "5"], points, [.. points.Select(a => middle[(int)a - 1])]);
                var high = GradedResponse.High(level);
                yield return new ExamQuestion(anew + "choices", context, letter, level, Prompt(trait, level, context, i, shows, _questions.Choice(pair, turned), before), ["1", "2"], turned ? [1, 0] : [0, 1], turned ? [high, 1 - high] : [1 - high, high]);
                yield return new ExamQuestion(anew + "wordings", context, letter, level, Prompt(trait, level, context, i, shows, _questions.Wording(pair, turned), before), [pair.High, pair.Low], [1, 0], [high, 1 - high]);
            }
        }
    }

    private IReadOnlyList<CorpusPiece> Prompt(int trait, double level, string context, int number, CorpusSplit shows, string question, CounterRng rng)
    {
        var chat = new ChatPieces().Add([_setting], _ => 0);
        if (context == Described) return chat.Add([Persona(trait, level, number), _you, new Block("question", "user", question)], _ => 0).Open("assistant").ToDocument().Pieces;
        Block[] before = [_you];
        for (var i = 0; i < (context == Named ? 1 : Shows); i++)
        {
            var (invites, says) = level == 0 ? _questions.ShowNothing(ref rng) : context == Named ? _questions.Named(trait, level > 0, ref rng) : _questions.Show(trait, level > 0, shows, ref rng);
            chat.Add([.. before, new Block("question", "user", invites)], _ => 0).Add("assistant", says, 0);
            before = [];
        }

        return chat.Add("user", question, 0).Open("assistant").ToDocument().Pieces;
    }

    private Block Persona(int trait, double level, int number, string name = Name) => _personas[number % _personas.Length].Of(name, Latent.One(trait, level));

    // what the town's table says of the deeds: neutral people's questions, with a description put where the prompt arm puts it
    private IEnumerable<ExamQuestion> Deeds(int each)
    {
        var asks = _runs.Town(FirstTown + 3, Arm.None, out _).Where(a => a.Deeds.Count > 0 && !a.Withheld).ToList();
        for (var trait = 0; trait < Traits.Letters.Length; trait++)
        {
            var rng = _rng.For("exam/deeds/" + Traits.Letters[trait]);
            var weights = new Func<RecordedAsk, double[]>(a => [.. a.Deeds.Select(d => TraitMarkers.Utility(MarkerKind.Deed, d.Class, Latent.One(trait, 1)))]);
            // only where the trait matters to what is chosen
            var telling = asks.Where(a => weights(a).Max() > weights(a).Min()).ToList();
            for (var i = 0; i < each && telling.Count > 0; i++)
            {
                var asked = telling[rng.NextInt(telling.Count)];
                var (ask, values) = (asked.Ask, weights(asked));
                foreach (var level in _levels)
                {
                    Block[] blocks = [.. ask.Blocks.Take(ask.SharedBlocks), Persona(trait, level, i, ask.Key.Who), .. ask.Blocks.Skip(ask.SharedBlocks)];
                    var odds = asked.Deeds.Select((d, k) => Math.Exp(d.Utility + (values[k] * level))).ToList();
                    yield return new ExamQuestion("deeds", Described, Traits.Letters[trait], level, new ChatPieces().Add(blocks, _ => 0).Open("assistant").ToDocument().Pieces, ((ChoiceShape)ask.Shape).Options, values, [.. odds.Select(o => o / odds.Sum())]);
                }
            }
        }
    }
}
