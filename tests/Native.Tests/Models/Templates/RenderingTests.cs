using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Tests.Models.Templates;

/// <summary>Every template that ships with llama.cpp against what Jinja2 makes of it (<c>renderings.tsv</c>).</summary>
[Category("Material")]
public sealed class RenderingTests
{
    [Test]
    public void Renders_every_template_and_conversation_as_jinja2_does()
    {
        var golden = File.ReadAllLines(GoldenFiles.Beside("renderings.tsv")).Where(l => !l.StartsWith('#')).ToList();
        var conversations = GoldenFiles.Conversations();

        var ours = new List<string>();
        foreach (var (name, source) in GoldenFiles.Templates())
        {
            var template = ChatTemplate.Parse(source, name, GoldenFiles.Tokens);
            ours.AddRange(conversations.Select(c => $"{name}\t{c.Name}\t{Outcome(template, c)}"));
        }

        Assert.That(ours, Is.EqualTo(golden));
        Assert.That(golden.Count(l => l.Contains("\ttext\t", StringComparison.Ordinal)), Is.GreaterThan(900));
    }

    private static string Outcome(ChatTemplate template, SampleConversation conversation)
    {
        try
        {
            return "text\t" + Hash(template.Render(conversation.Messages, conversation.Options));
        }
        catch (TemplateException e) when (e.Message.Contains("refuses this conversation: ", StringComparison.Ordinal))
        {
            var message = e.Message[(e.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..e.Message.LastIndexOf(" (line", StringComparison.Ordinal)];
            return "refusal\t" + Hash(message);
        }
        catch (TemplateException)
        {
            return "error\t-";
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
