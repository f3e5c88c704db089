using NUnit.Framework;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Prompts;

public sealed class PromptTextTests
{
    [Test]
    public void Places_are_filled_and_remarks_left_out()
    {
        var text = PromptText.Parse("t", "// for editors\nYou are {{who}}, {{ who }}!\nBye.\n");

        Assert.That(text.Fill(("who", "Ada")), Is.EqualTo("You are Ada, Ada!\nBye."));
        Assert.That(text.Places, Is.EqualTo(new[] { "who" }));
    }

    [Test]
    public void A_line_of_its_own_goes_when_there_is_nothing_to_say()
    {
        var text = PromptText.Parse("t", "A\n{{news?}}\nB");

        Assert.That(text.Fill(("news", "")), Is.EqualTo("A\nB"));
        Assert.That(text.Fill(("news", "It rains.")), Is.EqualTo("A\nIt rains.\nB"));
    }

    [Test]
    public void What_is_filled_in_is_not_read_again() =>
        Assert.That(PromptText.Parse("t", "{{a}} {{b}}").Fill(("a", "{{b}}"), ("b", "x")), Is.EqualTo("{{b}} x"));

    [Test]
    public void Mistakes_name_the_prompt_the_place_and_what_there_is()
    {
        Assert.That(() => PromptText.Parse("town/act", "{{who"), Throws.InstanceOf<InputException>().With.Message.Contains("town/act"));
        Assert.That(() => PromptText.Parse("town/act", "{{w o}}"), Throws.InstanceOf<InputException>().With.Message.Contains("w o"));
        Assert.That(() => PromptText.Parse("town/act", "{{whom}}").Fill(("who", "Ada")), Throws.InstanceOf<InputException>().With.Message.Contains("whom").And.Message.Contains("may use who"));
    }

    [Test]
    public void A_library_hashes_what_was_used_and_knows_the_nearest_name()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("town"));
        File.WriteAllText(folder.File("town/act.md"), "Act.");
        File.WriteAllText(folder.File("town/say.md"), "Say.");
        var prompts = new PromptLibrary(folder.Path);

        Assert.That(prompts["town/act"].Fill(), Is.EqualTo("Act."));
        Assert.That(prompts.Hashes.Keys, Is.EqualTo(new[] { "town/act" }));
        Assert.That(() => prompts["town/atc"], Throws.InstanceOf<InputException>().With.Message.Contains("--prompts"));
        Assert.That(() => prompts["town/sayy"], Throws.InstanceOf<InputException>().With.Message.Contains("Did you mean town/say?"));
    }
}
