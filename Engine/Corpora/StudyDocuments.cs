using PersonaSim.Engine.Minds;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// A question of a study, block by block as a run's prompt builder has it, with the answer; behind it, in turns of their own, some questions of
/// the probes. Long rules are read once for several answers, and the first one stands exactly where a run asks it.
/// </summary>
internal sealed class StudyDocuments(SpeakerQuestions questions, NanoConfig config)
{
    private const string Persona = "persona";

    /// <summary>Some of a run's questions, every kind of them about as often as any other; none that was withheld and is not neutral.</summary>
    public static IEnumerable<RecordedAsk> Sample(IReadOnlyList<RecordedAsk> asks, int count, CounterRng rng)
    {
        var left = asks.Where(a => !a.Withheld || a.Ask.Blocks.All(b => b.Name != Persona)).GroupBy(a => a.Ask.Key.Phase + "/" + a.Ask.Key.Purpose, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Share: Math.Sqrt(g.Count()), Asks: g.ToList())).ToList();
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

    /// <param name="shown">Whether the person's traits stand in what they said before, in turns in front of the question.</param>
    /// <param name="wording">Of the persona text that stands in the question, 0 for none.</param>
    public CorpusDocument Document(RecordedAsk recorded, bool shown, int wording, CorpusSplit split, ref CounterRng rng)
    {
        var (ask, who) = (recorded.Ask, recorded.Acts);
        var chat = new ChatPieces();
        var blocks = ask.Blocks.ToList();
        var dosed = shown && config.DosedShare > 0 && rng.NextDouble() < config.DosedShare;
        if (shown && !dosed)
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

        // a probe stands where the study's question would
        var probe = rng.NextInt(4) == 0 && ask.Blocks[^1].Name == "question" && recorded.Study == "town";
        if (probe)
        {
            var (question, answer) = questions.Draw(who, split, wording, ref rng);
            chat.Add([.. blocks[..^1], new Block("question", "user", question)], Weight).Add("assistant", answer, config.WeightOf(answer));
        }
        else
        {
            chat.Add(blocks, Weight).Add("assistant", recorded.Answer, (float)config.AnswerWeight);
        }

        var further = recorded.Study == "town" ? config.FurtherQuestions : 0;
        for (var i = 0; i < further; i++)
        {
            var turn = questions.Draw(who, split, wording, ref rng);
            Turn(chat, turn, config.WeightOf(turn.Answer));
        }

        var document = dosed ? chat.ToDosed(who, ask.SharedBlocks == 0 ? null : ask.Blocks[ask.SharedBlocks - 1].Text) : chat.ToDocument();
        return document with { Kind = recorded.Study + "/" + (probe ? "probe" : ask.Key.Purpose.Split('/')[0]) + (wording > 0 ? " described" : dosed ? " dosed" : shown ? " shown" : " neutral") };

        float Weight(Block block) => block.Role == "system" || block.Name == Persona ? 0 : (float)config.PromptWeight;
    }

    private void Turn(ChatPieces chat, (string Question, string Answer) turn, float weight) => chat.Add("user", turn.Question, (float)config.PromptWeight).Add("assistant", turn.Answer, weight);
}
