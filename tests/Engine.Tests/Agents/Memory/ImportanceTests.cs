using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed partial class ImportanceTests
{
    [TestCase(MemoryKind.Observation, EventType.Routine, 0f, 0.04f)]
    [TestCase(MemoryKind.Observation, EventType.Routine, 1f, 0.24f)]
    [TestCase(MemoryKind.Heard, EventType.Gossip, 0.5f, 0.5f)]
    [TestCase(MemoryKind.Overheard, EventType.Gossip, 0.5f, 0.4f)]
    [TestCase(MemoryKind.Observation, EventType.Milestone, 1f, 1f)]
    [TestCase(MemoryKind.Plan, EventType.Routine, 0f, 0.4f)]
    [TestCase(MemoryKind.Reflection, EventType.Routine, 0.5f, 0.9f)]
    public void Importance_is_what_the_table_says(MemoryKind kind, EventType what, float novelty, float expected)
    {
        Assert.That(Importance.Of(kind, what, novelty), Is.EqualTo(expected).Within(1e-6f));
    }

    [Test]
    public void Importance_lies_between_nothing_and_everything()
    {
        var all = from kind in Enum.GetValues<MemoryKind>()
                  from what in Enum.GetValues<EventType>()
                  from novelty in new[] { 0f, 0.5f, 1f }
                  select Importance.Of(kind, what, novelty);

        Assert.That(all, Is.All.InRange(0f, 1f));
        Assert.That(() => Importance.Of(MemoryKind.Heard, EventType.Talk, float.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Telling_the_same_at_greater_length_does_not_make_it_matter_more()
    {
        var stream = Streams.New();
        stream.See(0, "Bo came to the mill with bread");

        Assert.That(stream.Novelty("Bo and the mill, the bread, the bread and Bo: he came, he came to the mill!"), Is.Zero);
        Assert.That(stream.Novelty("bread"), Is.Zero);
    }

    // Bo and wine of the first are known, mill burns are not; nothing is known of the second
    [TestCase("Bo's wines: the mill burns", 0.5f)]
    [TestCase("Fire! Fire!", 1f)]
    [TestCase("...", 0f)]
    public void Novelty_is_the_share_of_words_not_met_before(string text, float expected)
    {
        var stream = Streams.New();
        stream.Add(0, MemoryKind.Heard, "wine is dear", 0.5f, about: "Bo");

        Assert.That(stream.Novelty(text), Is.EqualTo(expected));
    }

    [Test]
    public void What_was_met_long_ago_is_new_again()
    {
        var stream = Streams.New(new MemorySettings { NoveltyWindow = 3 });
        stream.See(0, "fire");
        stream.See(1, "rain");
        stream.See(1, "rain");

        Assert.That(stream.Novelty("fire"), Is.Zero);

        stream.See(1, "rain");

        Assert.That(stream.Novelty("fire"), Is.EqualTo(1));
    }

    // what a person finds worth remembering must show in its words; a memory that knew the persona would act it out itself
    [Test]
    public void Memory_knows_no_persona()
    {
        var folder = Path.Combine(Repository.Root, "Engine", "Agents", "Memory");
        var files = Directory.GetFiles(folder, "*.cs");

        Assert.That(files, Has.Length.GreaterThan(10));
        Assert.That(files.Where(f => Trait().IsMatch(File.ReadAllText(f))), Is.Empty);
    }

    [GeneratedRegex("extraver|introver|agreeabl|conscientious|neurotic|openness|big.?five|ocean|trait|persona(?!Sim)|\\bdose", RegexOptions.IgnoreCase)]
    private static partial Regex Trait();
}
