using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// A question of a study, block by block as a run's prompt builder has it, with the answer; behind it, in turns of their own, some questions of
/// the probes. Long rules are read once for several answers, and the first one stands exactly where a run asks it.
/// </summary>
internal sealed class StudyDocuments(SpeakerQuestions questions, NanoConfig config)
{
    private const int OwnCharacters = 1050; // some 320 tokens
    private const string Persona = "persona", Memories = "memories";

    /// <summary>Some of a run's questions, every kind of them about as often as any other.</summary>
    public static IEnumerable<RecordedAsk> Sample(IReadOnlyList<RecordedAsk> asks, int count, CounterRng rng)
    {
        var left = asks.Where(Teaches).GroupBy(a => a.Ask.Key.Phase + "/" + a.Ask.Key.Purpose, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Share: Math.Sqrt(g.Count()), Asks: g.ToList())).ToList();
        for (var i = 0; i < count && left.Count > 0; i++)
        {
            var draw = rng.NextDouble() * left.Sum(g => g.Share);
            var at = 0;
            while (at < left.Count - 1 && (draw -= left[at].Share) >= 0) at++;
            var asksLeft = left[at].Asks;
            var taken = rng.NextInt(asksLeft.Count);
            yield return asksLeft[taken];
            asksLeft.RemoveAt(taken);
            if (asksLeft.Count == 0) left.RemoveAt(at);
        }
    }

    /// <summary>Some of a run's questions, each as likely as any other: what is asked often comes often.</summary>
    public static IEnumerable<RecordedAsk> Any(IReadOnlyList<RecordedAsk> asks, int count, CounterRng rng)
    {
        var all = asks.Where(Teaches).ToArray();
        rng.Shuffle(all);
        return all.Take(count);
    }

    /// <summary>
    /// A question without what everybody shares, and half of the time without what comes to mind, where own lines would say who one is; behind it others
    /// of the same person in the same hour: more answers in as many tokens. <see cref="Document"/> shows where in a run they stand.
    /// </summary>
    /// <param name="others">What that person was asked in that hour.</param>
    public CorpusDocument Own(RecordedAsk recorded, IEnumerable<RecordedAsk> others, bool shown, int wording, CorpusSplit split, ref CounterRng rng)
    {
        var ask = recorded.Ask;
        var chat = new ChatPieces();
        var blocks = ask.Blocks.Skip(ask.SharedBlocks).ToList();
        if (rng.NextInt(2) == 0) blocks.RemoveAll(b => b.Name == Memories);
        var dosed = IsDosed(shown, ref rng);
        if (shown && !dosed) Show(chat, blocks, recorded.Acts, split, ref rng);
        Answer(chat.Add(blocks, Weight), recorded);
        var room = OwnCharacters - blocks.Sum(b => b.Text.Length) - recorded.Answer.Length;
        foreach (var other in others.Where(o => o != recorded && o.Withheld == recorded.Withheld && Teaches(o)))
        {
            var question = other.Ask.Blocks[^1];
            room -= question.Text.Length + other.Answer.Length;
            if (room < 0) break;
            Answer(chat.Add([question], Weight), other);
        }

        return (dosed ? chat.ToDosed(recorded.Acts, null) : chat.ToDocument()) with { Kind = $"{recorded.Study}, own part/{KindOf(recorded, shown, dosed, wording)}" };
    }

    /// <summary>
    /// What one person says to others over days, with little between: how a line is said is learnt from thousands of them, and behind a whole question of a
    /// run there is one.
    /// </summary>
    /// <param name="lines">Of that person.</param>
    public CorpusDocument Lines(IReadOnlyList<RecordedAsk> lines, bool dosed, int wording) => OneAfterAnother("lines", lines, dosed, wording, ask =>
    {
        var question = ask.Blocks[^1];
        return [question.Text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? question with { Text = question.Text[..end] } : question];
    });

    /// <summary>What one person does, hour after hour: where they are, what they may do there, and what they do.</summary>
    public CorpusDocument Deeds(IReadOnlyList<RecordedAsk> deeds, bool dosed, int wording) => OneAfterAnother("deeds", deeds, dosed, wording, ask => [.. ask.Blocks.Skip(ask.SharedBlocks).Where(b => !IsOneself(b) && b.Name != Memories)]);

    private CorpusDocument OneAfterAnother(string what, IReadOnlyList<RecordedAsk> asks, bool dosed, int wording, Func<Ask, IReadOnlyList<Block>> questionOf)
    {
        var ask = asks[0].Ask;
        var (chat, own) = (new ChatPieces(), ask.Blocks.Skip(ask.SharedBlocks).Where(IsOneself).ToList());
        chat.Add(own, Weight);
        var room = OwnCharacters - own.Sum(b => b.Text.Length);
        foreach (var next in asks)
        {
            var question = questionOf(next.Ask);
            room -= question.Sum(b => b.Text.Length) + next.Answer.Length;
            if (room < 0 && next != asks[0]) break;
            Answer(chat.Add(question, Weight), next);
        }

        return (dosed ? chat.ToDosed(asks[0].Acts, null) : chat.ToDocument()) with { Kind = $"{asks[0].Study}, {what}/{Known(dosed, dosed, wording)[1..]}" };
    }

    private static bool IsOneself(Block block) => block.Role == "system" || block.Name == Persona;

    /// <param name="shown">Whether the person's traits stand in what they said before, in turns in front of the question.</param>
    /// <param name="wording">Of the persona text that stands in the question, 0 for none.</param>
    public CorpusDocument Document(RecordedAsk recorded, bool shown, int wording, CorpusSplit split, ref CounterRng rng)
    {
        var (ask, who) = (recorded.Ask, recorded.Acts);
        var chat = new ChatPieces();
        var blocks = ask.Blocks.ToList();
        var dosed = IsDosed(shown, ref rng);
        if (shown && !dosed) Show(chat, blocks, who, split, ref rng);

        // a probe stands where the study's question would
        var probe = rng.NextInt(4) == 0 && ask.Blocks[^1].Name == "question" && recorded.Study == "town";
        if (probe)
        {
            var (question, answer) = questions.Draw(who, split, wording, ref rng);
            chat.Add([.. blocks[..^1], new Block("question", "user", question)], Weight).Add("assistant", answer, config.WeightOf(answer));
        }
        else
        {
            Answer(chat.Add(blocks, Weight), recorded);
        }

        var further = recorded.Study == "town" ? config.FurtherQuestions : 0;
        for (var i = 0; i < further; i++)
        {
            var turn = questions.Draw(who, split, wording, ref rng);
            Turn(chat, turn, config.WeightOf(turn.Answer));
        }

        var document = dosed ? chat.ToDosed(who, ask.SharedBlocks == 0 ? null : ask.Blocks[ask.SharedBlocks - 1].Text) : chat.ToDocument();
        return document with { Kind = recorded.Study + "/" + (probe ? "probe" + Known(shown, dosed, wording) : KindOf(recorded, shown, dosed, wording)) };
    }

    // none that was withheld and is not neutral
    private static bool Teaches(RecordedAsk recorded) => !recorded.Withheld || recorded.Ask.Blocks.All(b => b.Name != Persona);

    private static string KindOf(RecordedAsk recorded, bool shown, bool dosed, int wording) => recorded.Ask.Key.Purpose.Split('/')[0] + Known(shown, dosed, wording);

    private static string Known(bool shown, bool dosed, int wording) => wording > 0 ? " described" : dosed ? " dosed" : shown ? " shown" : " neutral";

    private bool IsDosed(bool shown, ref CounterRng rng) => shown && config.DosedShare > 0 && rng.NextDouble() < config.DosedShare;

    // some lines in turns of their own, behind what the system says
    private void Show(ChatPieces chat, List<Block> blocks, in Traits who, CorpusSplit split, ref CounterRng rng)
    {
        var first = blocks.FindIndex(b => b.Role == "user");
        chat.Add(blocks[..first], Weight);
        blocks.RemoveRange(0, first);
        var active = Latent.Active(who);
        var count = Math.Max(active.Count, 2 + rng.NextInt(2));
        for (var i = 0; i < count; i++)
        {
            var trait = active[i % active.Count];
            Turn(chat, questions.Show(trait, who[trait], split, ref rng), (float)config.LineWeight);
        }
    }

    // the words by which a personality shows count more than those that anybody says
    private void Answer(ChatPieces chat, RecordedAsk recorded)
    {
        var (answer, at) = (recorded.Answer, 0);
        chat.Open("assistant");
        foreach (var (start, end) in config.TellingWeight > 0 ? TellingWords.Of(recorded.Ask.Shape, answer) : [])
        {
            if (start > at) chat.Say(answer[at..start], (float)config.AnswerWeight);
            chat.Say(answer[start..end], (float)config.TellingWeight);
            at = end;
        }

        if (at < answer.Length) chat.Say(answer[at..], (float)config.AnswerWeight);
        chat.Close((float)config.AnswerWeight);
    }

    private float Weight(Block block) => block.Role == "system" || block.Name == Persona ? 0 : (float)config.PromptWeight;

    private void Turn(ChatPieces chat, (string Question, string Answer) turn, float weight) => chat.Add("user", turn.Question, (float)config.PromptWeight).Add("assistant", turn.Answer, weight);
}
