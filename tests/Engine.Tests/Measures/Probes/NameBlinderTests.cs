using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Measures.Probes.Blinding;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class NameBlinderTests
{
    [TestCase("Ada met Ole, and Ada's dog bit Ole.", "B met C, and B's dog bit C.")]
    [TestCase("ADA! ada? \"Ada\" _Ada_ (Ada)", "B! B? \"B\" _B_ (B)")]
    [TestCase("Adams and Nevada are no names, Adas neither.", "Adams and Nevada are no names, Adas neither.")]
    [TestCase("Ada-Ole and Ada/Ole and Ada\u2019s", "B-C and B/C and B\u2019s")]
    [TestCase("\U0001F600Ada\u200D", "\U0001F600B\u200D")]
    [TestCase("Clara2 is not Clara.", "B is not C.")]
    [TestCase("Mia Berg, Berg and Mia's friend Jan Berg", "B, somebody and B's friend C")]
    [TestCase("The Mayor of the town", "B of the town")]
    [TestCase("", "")]
    public void Names_are_whole_words_in_any_casing(string text, string expected)
    {
        var blinder = new NameBlinder(["Ada", "Ole", "Clara", "Clara2", "Mia Berg", "Jan Berg", "the Mayor"]);

        Assert.That(blinder.Blind([new SpokenLine(1, text, [])]), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void A_letter_means_one_person_throughout_and_is_nobodys_name()
    {
        var blinder = new NameBlinder(["Ada", "Ole", "B"]);

        Assert.That(blinder.Blind([new SpokenLine(1, "Ole came.", []), new SpokenLine(2, "Ada saw Ole and B.", [])]), Is.EqualTo(new[] { "C came.", "D saw C and E." }));
    }

    [Test]
    public void Names_around_a_line_are_blinded_in_all_lines()
    {
        var blinder = new NameBlinder(["Ada"]);

        Assert.That(blinder.Blind([new SpokenLine(1, "Rex barks at Ada.", []), new SpokenLine(2, "Good Rex!", ["Rex"])]), Is.EqualTo(new[] { "B barks at C.", "Good B!" }));
    }

    [Test]
    public void When_letters_run_out_the_rest_are_somebody()
    {
        var people = Enumerable.Range(0, 30).Select(GivenNames.At).ToList();

        var blind = new NameBlinder(people).Blind([new SpokenLine(1, string.Join(' ', people), [])])[0];

        Assert.That(blind.Split(' ').TakeLast(6), Has.All.EqualTo("somebody"));
        Assert.That(blind.Split(' ').Take(24), Is.Unique);
    }

    [Test]
    public void No_name_comes_through_whatever_stands_around_it()
    {
        var people = Enumerable.Range(0, 300).Select(GivenNames.At).ToList();
        var blinder = new NameBlinder(people);
        var draws = new CounterRng(21);
        string[] around = [" ", "'s ", ", ", "-", "!", "\"", "... ", "_", "\u2019s ", "\u00A0"];

        for (var trial = 0; trial < 300; trial++)
        {
            var text = "";
            for (var left = 12; left > 0; left--)
            {
                var name = people[draws.NextInt(people.Count)];
                text += (draws.NextInt(3) == 0 ? name.ToUpperInvariant() : name) + around[draws.NextInt(around.Length)] + (draws.NextInt(2) == 0 ? "walks with " : "");
            }

            var words = Regex.Split(blinder.Blind([new SpokenLine(0, text, [])])[0], @"[^\p{L}\p{N}]+");
            Assert.That(words.Intersect(people, StringComparer.OrdinalIgnoreCase), Is.Empty, text);
        }
    }
}
