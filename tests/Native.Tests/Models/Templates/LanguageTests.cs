using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Tests.Models.Templates;

/// <summary>Small templates against what Jinja2 makes of them (<c>language.json</c>).</summary>
public sealed class LanguageTests
{
    private static readonly ChatMessage[] _messages = [new("system", "Be kind."), new("user", " Hi\tthere\n"), new("assistant", "Yes?")];

    [TestCaseSource(nameof(Groups))]
    public void Renders_as_jinja2_does(string group)
    {
        using var golden = Golden();
        Assert.Multiple(() =>
        {
            foreach (var c in Cases(golden).Where(c => c.GetProperty("group").GetString() == group))
            {
                var template = c.GetProperty("template").GetString()!;
                if (c.TryGetProperty("text", out var text)) Assert.That(Outcome(template), Is.EqualTo(text.GetString()), template);
                else Assert.That(() => Render(template), Throws.InstanceOf<TemplateException>(), template);
            }
        });
    }

    private static List<string> Groups()
    {
        using var golden = Golden();
        return [.. Cases(golden).Select(c => c.GetProperty("group").GetString()!).Distinct()];
    }

    private static JsonDocument Golden() => JsonDocument.Parse(File.ReadAllText(GoldenFiles.Beside("language.json")));

    private static JsonElement.ArrayEnumerator Cases(JsonDocument golden) => golden.RootElement.GetProperty("cases").EnumerateArray();

    private static string Render(string template) => ChatTemplate.Parse(template, "test", GoldenFiles.Tokens).Render(_messages);

    private static string Outcome(string template)
    {
        try
        {
            return Render(template);
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }
}
