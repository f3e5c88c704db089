using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Tests.Models.Templates;

[Category("Material")]
public sealed class MutationTests
{
    private static readonly string[] _pieces =
        ["{%", "%}", "{{", "}}", "{#", "#}", "-", "|", "(", ")", "[", "]", "'", "\"", "\\", " if ", " for ", "else", "is ", "not ", "in ", ".", ",", ":", "~", "none", "0", "-1", "[::-1]", "|list", "|sort", "|tojson", "|int", "**", "%"];

    /// <summary>However a template is damaged, it renders or fails with an error of ours, soon.</summary>
    [Test]
    public void A_damaged_template_renders_or_fails_with_a_template_error()
    {
        var conversation = GoldenFiles.Conversations().Single(c => c.Name == "system and turns");
        var limits = new PersonaSim.Native.Models.Templates.TemplateLimits(Steps: 100_000, Characters: 2_000_000);
        var (rendered, failed) = (0, 0);
        var rng = new CounterRng(77);

        foreach (var (name, source) in GoldenFiles.Templates())
        {
            for (var round = 0; round < 60; round++)
            {
                var damaged = Damage(source, ref rng);
                try
                {
                    ChatTemplate.Parse(damaged, name, GoldenFiles.Tokens, limits).Render(conversation.Messages, conversation.Options);
                    rendered++;
                }
                catch (TemplateException)
                {
                    failed++;
                }
                catch (Exception e)
                {
                    Assert.Fail($"{name}, round {round}: {e}");
                }
            }
        }

        Assert.That(rendered, Is.GreaterThan(500));
        Assert.That(failed, Is.GreaterThan(500));
    }

    private static string Damage(string source, ref CounterRng rng)
    {
        for (var changes = 1 + rng.NextInt(3); changes > 0; changes--)
        {
            var at = rng.NextInt(source.Length);
            var length = Math.Min(rng.NextInt(12), source.Length - at);
            source = rng.NextInt(4) switch
            {
                0 => source.Remove(at, length),
                1 => source.Insert(at, _pieces[rng.NextInt(_pieces.Length)]),
                2 => source.Remove(at, length).Insert(at, _pieces[rng.NextInt(_pieces.Length)]),
                _ => source.Insert(rng.NextInt(source.Length), source.Substring(at, length)),
            };
        }

        return source;
    }
}
