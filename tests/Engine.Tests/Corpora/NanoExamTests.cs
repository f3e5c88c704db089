using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;

namespace PersonaSim.Engine.Tests.Corpora;

public sealed class NanoExamTests
{
    [Test]
    public void Items_of_others_are_of_another_trait_and_the_rule_answers_them_in_the_middle()
    {
        var asked = new NanoExam(SmallNano.Config, SmallNano.Prompts, 1).Questions(8, studies: false).Where(q => q is { Group: NanoExam.Others, Context: NanoExam.Described }).ToList();
        var items = SmallNano.Texts.Items[0].SelectMany(t => t).ToList();

        Assert.That(asked, Has.Count.EqualTo(5 * 8 * 3));
        Assert.That(asked.Select(q => q.TeacherScore), Is.All.EqualTo(3).Within(1e-9), "at every level of the own trait");
        foreach (var question in asked)
        {
            var item = items.Where(i => question.Prompt.Any(p => p.Text.Contains(i.Sentence, StringComparison.Ordinal))).MaxBy(i => i.Sentence.Length);
            Assert.That(item, Is.Not.Null);
            Assert.That(Traits.Letters[item!.Trait], Is.Not.EqualTo(question.Trait), item.Sentence);
            Assert.That(question.Values, Is.EqualTo(question.Values[0] == 1 ? new[] { 1.0, 2, 3, 4, 5 } : [5.0, 4, 3, 2, 1]));
        }
    }
}
