using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Remote;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Remote;

public sealed class RemoteAnswerTests
{
    [TestCase("4")]
    [TestCase(" 4\n")]
    [TestCase("{\"answer\": 4}")]
    [TestCase("<think>Five? No.</think>\n4")]
    [TestCase("the template opened it</think>4")]
    public void An_answer_that_fits_is_the_models_own(string said)
    {
        var (answer, sums, calls) = Ask(Shape.Scale(), said);

        Assert.That((answer.Value, answer.Source, answer.Refusal, calls), Is.EqualTo((new ScaleValue(4), AnswerSource.Model, (string?)null, 1)));
        Assert.That((sums.Refused.Count, sums.Repaired.Count), Is.EqualTo((0, 0)));
    }

    [TestCase("```json\n{\"answer\": 4}\n```")]
    [TestCase("```\n4\n```")]
    [TestCase("```4```")]
    public void A_fence_around_an_answer_is_taken_off_and_counted(string said)
    {
        var (answer, sums, calls) = Ask(Shape.Scale(), said);

        Assert.That((answer.Value, answer.Source, calls), Is.EqualTo((new ScaleValue(4), AnswerSource.Model, 1)));
        Assert.That(answer.Raw, Is.EqualTo(said), "the record shows what was said");
        Assert.That(sums.Repaired["fence"], Is.EqualTo(1));
    }

    [Test]
    public void A_fence_around_a_text_is_no_part_of_it()
    {
        Assert.That(Ask(Shape.Text(), "```text\nGood morning.\n```").Answer.Value, Is.EqualTo(new TextValue("Good morning.")));
    }

    [Test]
    public void A_text_of_several_lines_is_one_line()
    {
        Assert.That(Ask(Shape.Text(), "Good morning.\n\n  How are you?").Answer.Value, Is.EqualTo(new TextValue("Good morning. How are you?")));
    }

    [Test]
    public void An_answer_that_does_not_fit_is_asked_for_once_more_with_the_reason()
    {
        using var endpoint = FakeEndpoint.Saying("seven", "3");
        var ledger = new Ledger("agents");
        using var mind = Remotes.Mind(Remotes.Options(endpoint), ledger);

        var answer = mind.Answer(Asks.Scales(1)).Single();

        Assert.That((answer.Value, answer.Source, answer.Raw, answer.Usage.PromptTokens), Is.EqualTo((new ScaleValue(3), AnswerSource.Model, "3", 200)));
        var second = endpoint.Seen.Last().Body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString()).ToList();
        Assert.That(second[^2], Is.EqualTo("seven"));
        Assert.That(second[^1], Is.EqualTo("That answer cannot be used: 'seven' is no whole number from 1 to 5. Answer with one whole number from 1 to 5, and nothing else."));
        Assert.That((ledger.Snapshot().Repaired["shape"], ledger.Snapshot().Calls), Is.EqualTo((1, 2)));
    }

    [Test]
    public void An_answer_that_never_fits_becomes_the_rules_for_a_neutral_persona_and_says_so()
    {
        var (answer, sums, calls) = Ask(Shape.Scale(), "seven");

        Assert.That((answer.Value, answer.Source, answer.Raw, calls), Is.EqualTo((new ScaleValue(Asks.NeutralPoint), AnswerSource.Fallback, "seven", 2)));
        Assert.That(answer.Refusal, Is.EqualTo("shape: 'seven' is no whole number from 1 to 5"));
        Assert.That((sums.Refused["shape"], sums.Repaired["shape"]), Is.EqualTo((1, 1)));
    }

    [TestCase("", "stop", "empty")]
    [TestCase("{\"a\":", "length", "cut off")]
    public void Empty_and_cut_answers_have_reasons_of_their_own(string said, string finish, string reason)
    {
        var (answer, sums, _) = Ask(Shape.Scale(), http => Replies.Chat(http, said, finish));

        Assert.That((answer.Source, sums.Refused[reason]), Is.EqualTo((AnswerSource.Fallback, 1)));
    }

    [Test]
    public void Half_a_sentence_is_no_answer()
    {
        Assert.That(Ask(Shape.Text(), http => Replies.Chat(http, "I always wanted to", "length")).Answer.Refusal, Is.EqualTo("cut off: it was cut off at the token limit"));
    }

    [TestCase("<think>I wonder", null, "length")]
    [TestCase("", "I wonder", "length")]
    [TestCase(null, "I wonder", "stop")]
    public void A_budget_spent_on_thoughts_is_a_refusal_and_is_not_asked_for_again(string? said, string? thoughts, string finish)
    {
        var (answer, sums, calls) = Ask(Shape.Scale(), http => Replies.Chat(http, said, finish, thoughts));

        Assert.That((answer.Value, answer.Source, calls), Is.EqualTo((new ScaleValue(Asks.NeutralPoint), AnswerSource.Fallback, 1)));
        Assert.That(answer.Refusal, Does.StartWith("thoughts: ").And.Contain("max_tokens"));
        Assert.That((sums.Refused["thoughts"], sums.ThoughtTokens, answer.Raw), Is.EqualTo((1, 20, "")));
    }

    [Test]
    public void Thoughts_are_cut_off_and_counted_as_the_endpoint_counts_them()
    {
        var (answer, sums, _) = Ask(Shape.Scale(), http => Replies.Chat(http, "2", thoughts: "hm", usage: new { prompt_tokens = 50, completion_tokens = 30, completion_tokens_details = new { reasoning_tokens = 25 } }));

        Assert.That((answer.Value, answer.Raw, answer.Usage), Is.EqualTo((new ScaleValue(2), "2", new AnswerUsage(50, 50, 30, 0, 25))));
        Assert.That((sums.GeneratedTokens, sums.ThoughtTokens, sums.EstimatedCalls), Is.EqualTo((30, 25, 0)));
    }

    [Test]
    public void Tokens_that_nobody_counted_are_estimated_and_marked()
    {
        var (answer, sums, _) = Ask(Shape.Scale(), http => Replies.Json(http, new { choices = new[] { new { message = new { content = "2" } } } }));

        Assert.That(answer.Usage.PromptTokens, Is.InRange(20, 60));
        Assert.That((answer.Usage.GeneratedTokens, sums.EstimatedCalls), Is.EqualTo((1, 1)));
    }

    [Test]
    public void What_an_endpoint_declines_is_refused_with_its_words()
    {
        var (answer, sums, calls) = Ask(Shape.Scale(), http => Replies.Chat(http, null, refusal: "I must not."));

        Assert.That((answer.Refusal, sums.Refused["declined"], calls), Is.EqualTo(("declined: the endpoint declined to answer: I must not.", 1, 1)));
    }

    private static (Answer Answer, LedgerSnapshot Sums, int Calls) Ask(Shape shape, string said) => Ask(shape, http => Replies.Chat(http, said));

    private static (Answer Answer, LedgerSnapshot Sums, int Calls) Ask(Shape shape, Func<HttpContext, Task> behave)
    {
        using var endpoint = new FakeEndpoint((_, http) => behave(http));
        var ledger = new Ledger("agents");
        using var mind = Remotes.Mind(Remotes.Options(endpoint) with { Schema = SchemaUse.Off }, ledger);
        return (mind.Answer(Asks.Page(Asks.With(shape))).Single(), ledger.Snapshot(), endpoint.Seen.Count);
    }
}
