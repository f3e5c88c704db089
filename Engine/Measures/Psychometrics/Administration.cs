using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Measures.Psychometrics.Rules;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Psychometrics;

/// <summary>
/// Gives a form to respondents through a mind. A page never holds two respondents: it is a function of one of them alone, so somebody answers
/// the same, bit for bit, alone and among thousands, and steering that works in groups has one group.
/// </summary>
/// <param name="leastMass">An answer with less probability on all options together does not count; 0 counts everything, for studies of models that know no numbers.</param>
public sealed class Administration(TestForm form, double leastMass = Scored.LeastMass)
{
    /// <summary>The number of an ask whose numbers rise with agreement, and of one whose numbers fall.</summary>
    internal const int Forward = 0, Reversed = 1;

    /// <summary>An item with less probability on all its options together counts as unanswered, unless a study says otherwise.</summary>
    public const double UsualLeastMass = Scored.LeastMass;

    private const int LongestPage = 512;

    public TestForm Form => form;

    /// <summary>How many questions a respondent is asked.</summary>
    public int AsksEach => 2 * form.Items.Count;

    /// <summary>One sheet after the other, as they are filled in.</summary>
    /// <param name="answered">Hears each answer as it is final.</param>
    public IEnumerable<AnswerSheet> Give(IMind mind, IEnumerable<Respondent> respondents, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        foreach (var respondent in respondents)
        {
            var answers = new Dictionary<AskKey, Answer>();
            foreach (var page in Asks(respondent).Chunk(LongestPage))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var answer in mind.Answer(new AskPage(page, (ask, neutral) => RespondentRule.Answer(form, respondent, ask, neutral)), answered, cancellation)) answers.Add(answer.Key, answer);
            }

            yield return new AnswerSheet(form, respondent, [.. form.Items.Select(i => new ItemResponse(i, Of(answers[Key(respondent, i, Forward)], false), Of(answers[Key(respondent, i, Reversed)], true)))]);
        }
    }

    /// <summary>The questions to one respondent: an item in both orders, then the next item.</summary>
    public IEnumerable<Ask> Asks(Respondent respondent)
    {
        foreach (var item in form.Items)
        {
            yield return Ask(respondent, item, Forward, item.Forward);
            yield return Ask(respondent, item, Reversed, item.Reversed);
        }
    }

    private Ask Ask(Respondent respondent, TestItem item, int order, string text)
    {
        var runsOn = respondent.Blocks.Count > 0 && respondent.Blocks[^1].Role == "user" && !respondent.Blocks[^1].Text.EndsWith('\n');
        return new Ask(Key(respondent, item, order), [.. respondent.Blocks, new Block("question", "user", runsOn ? "\n" + text : text)], form.Shape)
        {
            SharedBlocks = respondent.SharedBlocks,
            Mode = AskMode.Score,
            Doses = respondent.Doses,
            Scope = respondent.Scope,
        };
    }

    private AskKey Key(Respondent respondent, TestItem item, int order) => new(0, "instrument/" + form.Name, 0, respondent.Id, item.Id, order);

    private OrderedAnswer Of(Answer answer, bool turned)
    {
        var scored = Scored.Of(answer, form.Points, leastMass);
        return new OrderedAnswer(turned ? [.. scored.Probabilities.Reverse()] : scored.Probabilities, scored.Mass, scored.Reason);
    }
}
