using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// Documents of one speaker outside any study: who they are is described, or shown by what they said before, or not at all; then they answer
/// questions. A model reads such a document best by inferring the traits.
/// </summary>
internal sealed class Speakers(PromptLibrary prompts, SpeakerQuestions questions, NanoConfig config)
{
    private const int Names = 300;
    private readonly Block _setting = new("setting", "system", prompts["probes/setting"].Fill() + "\n");
    private readonly PromptText _alone = prompts["probes/alone"];
    private readonly PersonaText[] _personas = [.. Enumerable.Range(1, PersonaText.Wordings).Select(w => new PersonaText(prompts, w))];

    private const int ShortQuestions = 2;
    private const double JudgedShare = 0.4;
    private const int EarlyShows = 3;
    private const float FirstPromptWeight = 0.05f; // a sentence that is asked about is predicted, too: it must be known before it can be judged
    private const float FirstLineWeight = 0.2f;

    /// <summary>A speaker who shows two to four things and answers as many questions as configured.</summary>
    public CorpusDocument Document(CorpusSplit split, ref CounterRng rng) => Document(split, 2 + rng.NextInt(3), config.Questions, questions, 0, config.DosedShare, ref rng);

    /// <summary>A speaker who shows one to three things and answers one or two questions.</summary>
    public CorpusDocument Short(CorpusSplit split, ref CounterRng rng) => Document(split, 1 + rng.NextInt(3), 1 + rng.NextInt(ShortQuestions), questions, 0, config.DosedShare, ref rng);

    /// <summary>A speaker who answers a lesson's questions.</summary>
    public CorpusDocument Of(SpeakerLesson lesson, CorpusSplit split, ref CounterRng rng) => lesson.Form == SpeakerForm.Early
        ? Early(lesson, split, ref rng)
        : Document(split, 1 + rng.NextInt(3), lesson.Questions, lesson.Asks, lesson.Choices == ChoiceForm.Plain ? 0 : JudgedShare, lesson.Form is SpeakerForm.Around or SpeakerForm.DescribedAgainst ? 0 : 1, ref rng, lesson.Form) with { Kind = lesson.Name };

    /// <summary>
    /// An early lesson: one strong trait, nothing around it. What speakers have in common is learnt from few sentences, and others find their place in it
    /// later; among all sentences from the start a small model learns each by itself for very long.
    /// </summary>
    private CorpusDocument Early(SpeakerLesson lesson, CorpusSplit split, ref CounterRng rng)
    {
        var described = rng.NextDouble() < lesson.Described;
        var level = described ? PersonaText.Highest - rng.NextInt(2) : PersonaText.Highest;
        var trait = rng.NextInt(Traits.Letters.Length);
        var sign = rng.NextInt(2) == 0 ? -1 : 1;
        var who = Latent.One(trait, sign * PersonaText.MiddleOf(level));
        var (turns, said, wording) = (new ChatPieces(), new HashSet<string>(StringComparer.Ordinal), 0); // what was said once would be said again by copying, with no trait inferred
        List<Block> own = [];
        if (described)
        {
            wording = 1 + rng.NextInt(PersonaText.Wordings);
            var name = GivenNames.At(rng.NextInt(Names));
            turns.Add([_setting], _ => 0);
            own = [_personas[wording - 1].Of(name, who), new Block("you", "user", _alone.Fill(("name", name)) + "\n")];
        }

        for (var i = 0; i < EarlyShows && !described; i++)
        {
            var (question, answer) = i == 0 && rng.NextInt(2) == 0 ? lesson.Asks.Named(trait, who[trait] > 0, ref rng) : lesson.Asks.Show(trait, who[trait], split, ref rng);
            if (said.Add(answer)) turns.Add("user", question, FirstPromptWeight).Add("assistant", answer, FirstLineWeight);
        }

        for (var asked = 0; asked < lesson.Questions; asked++)
        {
            if (lesson.Choices != ChoiceForm.Plain)
            {
                var (question, answer, judged, other) = lesson.Asks.Judged(who, split, wording, ref rng);
                Ask(question, answer, judged, lesson.Choices == ChoiceForm.Weighed ? other : null);
            }
            else
            {
                var (question, answer) = lesson.Asks.Draw(who, split, wording, ref rng);
                Ask(question, answer, null, null);
            }
        }

        return turns.ToDocument() with { Kind = lesson.Name };

        void Ask(string question, string answer, IReadOnlyList<Judgement>? judged, string? other)
        {
            if (said.Contains(answer)) return;
            own.Add(new Block("question", "user", question));
            turns.Add(own, b => b.Name == "question" ? FirstPromptWeight : 0, judged);
            if (other is null) Answer(turns, answer, config.WeightOf(answer));
            else Decide(turns, answer, other);
            own.Clear();
        }
    }

    // the first word by which an answer differs from the other option counts like a number: behind it, nothing is left to choose
    private void Decide(ChatPieces turns, string answer, string other)
    {
        var weight = config.WeightOf(answer);
        var same = answer.Zip(other).TakeWhile(p => p.First == p.Second).Count();
        var start = Math.Max(0, answer.LastIndexOf(' ', Math.Min(same, answer.Length - 1))); // a word begins with its blank
        var end = answer.IndexOf(' ', start + 1) is >= 0 and var blank ? blank : answer.Length;
        turns.Open("assistant");
        if (start > 0) turns.Say(answer[..start], weight);
        turns.Say(answer[start..end], (float)config.NumberWeight);
        if (end < answer.Length) turns.Say(answer[end..], weight);
        turns.Close(weight);
    }

    // which option it is says its letter: one token that counts like a number
    private void Answer(ChatPieces turns, string answer, float weight)
    {
        turns.Open("assistant");
        if (answer is [_, ')', ' ', ..]) turns.Say(answer[..2], weight * (float)(config.NumberWeight / config.AnswerWeight)).Say(answer[2..], weight);
        else turns.Say(answer, weight);
        turns.Close(weight);
    }

    private CorpusDocument Document(CorpusSplit split, int shows, int asked, SpeakerQuestions asks, double judgedShare, double dosedShare, ref CounterRng rng, SpeakerForm form = SpeakerForm.Around)
    {
        var share = rng.NextDouble();
        var dosed = dosedShare > 0 && share < 0.9 && rng.NextDouble() < dosedShare;
        var (described, shown) = form == SpeakerForm.DescribedAgainst ? (share < 0.9, false) : (!dosed && share < 0.5, !dosed && share is >= 0.35 and < 0.9);
        var who = share >= 0.9 ? Traits.Neutral : form switch
        {
            SpeakerForm.DosedOne => Latent.One(rng.NextInt(Traits.Letters.Length), (rng.NextInt(2) == 0 ? -1 : 1) * PersonaText.MiddleOf(PersonaText.Highest)),
            SpeakerForm.DosedAgainst or SpeakerForm.DescribedAgainst => Latent.Against(PersonaText.MiddleOf(PersonaText.Highest), ref rng),
            _ => Latent.Draw(ref rng),
        };
        var wording = described ? 1 + rng.NextInt(PersonaText.Wordings) : 0;
        // a description is given as instruments give it; what is shown also stands alone, as vectors are captured
        var turns = new ChatPieces();
        var (own, prompt) = (new List<Block>(), (float)config.PromptWeight);
        if (described || dosed || rng.NextInt(3) > 0)
        {
            var name = GivenNames.At(rng.NextInt(Names));
            turns.Add([_setting], _ => 0);
            if (described) own.Add(_personas[wording - 1].Of(name, who));
            own.Add(new Block("you", "user", _alone.Fill(("name", name)) + "\n"));
        }

        if (shown) Show(turns, own, who, split, ref rng);
        else if (share >= 0.9 && rng.NextInt(2) == 0) Turn(turns, own, asks.ShowNothing(ref rng), (float)config.LineWeight);
        for (var i = 0; i < asked; i++)
        {
            if (share < 0.9 && judgedShare > 0 && rng.NextDouble() < judgedShare) Judge(turns, own, asks.Judged(who, split, wording, ref rng));
            else Asked(turns, own, asks.Draw(who, split, wording, ref rng));
        }

        if (dosed) return turns.ToDosed(who, _setting.Text) with { Kind = "dosed" };
        return turns.ToDocument() with { Kind = described ? shown ? "described and shown" : "described" : shown ? "shown" : "neutral" };

        void Judge(ChatPieces chat, List<Block> before, (string Question, string Answer, IReadOnlyList<Judgement> Judged, string Other) turn)
        {
            before.Add(new Block("question", "user", turn.Question));
            chat.Add(before, b => b.Name == "persona" ? 0 : prompt, turn.Judged);
            if (turn.Answer.Length == 1) Answer(chat, turn.Answer, config.WeightOf(turn.Answer));
            else Decide(chat, turn.Answer, turn.Other);
            before.Clear();
        }

        void Asked(ChatPieces chat, List<Block> before, (string Question, string Answer) turn) => Turn(chat, before, turn, config.WeightOf(turn.Answer));

        void Turn(ChatPieces chat, List<Block> before, (string Question, string Answer) turn, float weight)
        {
            before.Add(new Block("question", "user", turn.Question));
            Answer(chat.Add(before, b => b.Name == "persona" ? 0 : prompt), turn.Answer, weight);
            before.Clear();
        }

        void Show(ChatPieces chat, List<Block> before, in Traits traits, CorpusSplit part, ref CounterRng draws)
        {
            var active = Latent.Active(traits);
            var count = Math.Max(active.Count, shows);
            for (var i = 0; i < count; i++)
            {
                if (draws.NextInt(8) == 0) Turn(chat, before, asks.ShowNothing(ref draws), (float)config.LineWeight);
                var trait = active[i < active.Count ? i : draws.NextInt(active.Count)];
                Turn(chat, before, asks.Show(trait, traits[trait], part, ref draws), (float)config.LineWeight);
            }
        }
    }
}
