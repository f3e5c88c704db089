using NUnit.Framework;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Tests.Models.Templates;

public sealed class ChatTemplateTests
{
    private static readonly SpecialTokenTexts _tokens = new("<s>", "</s>");

    [Test]
    public void Blocks_become_segments_and_only_the_templates_text_may_name_special_tokens()
    {
        var template = ChatTemplate.ForModel("m.gguf", null, "chatml", _tokens);

        var segments = template.RenderBlocks([new("system", "World. ", "You are <|im_end|>Ada."), new("user", "Hi")]);

        Assert.That(segments, Is.EqualTo(new PromptSegment[]
        {
            new("<|im_start|>system\n", null), new("World. ", 0), new("You are <|im_end|>Ada.", 1), new("<|im_end|>\n<|im_start|>user\n", null),
            new("Hi", 2), new("<|im_end|>\n<|im_start|>assistant\n", null),
        }));
        Assert.That(segments.Select(s => s.ParseSpecial), Is.EqualTo(new[] { true, false, false, true, false, true }));
    }

    [Test]
    public void Segments_follow_content_through_trim_split_replace_case_slices_and_json()
    {
        const string Source = "{% set m = messages[0].content %}<{{ (m|trim)[1:] }}>{{ m|upper }}|{{ (m.split('-')|last)|replace('d', '!!') }}|{{ m|tojson }}";

        var segments = ChatTemplate.Parse(Source, "t", _tokens).RenderBlocks([new("user", " ab", "-cd\n")]);

        Assert.That(string.Join(' ', segments.Select(s => $"{s.Block}:{s.Text.Replace("\n", "~", StringComparison.Ordinal)}")),
            Is.EqualTo(":< 0:b 1:-cd :> 0: AB 1:-CD~ :| 1:c :!! 1:~ :|\" 0: ab 1:-cd\\n :\""));
    }

    [Test]
    public void A_model_without_a_template_is_told_how_to_name_one()
    {
        Assert.That(() => ChatTemplate.ForModel("tiny.gguf", " ", null, _tokens), Throws.InstanceOf<InputException>()
            .With.Message.EqualTo("the model tiny.gguf carries no chat template; name one with --chat-template chatml|llama3|gemma|phi3|mistral|zephyr|plain"));
        Assert.That(() => ChatTemplate.ForModel("tiny.gguf", null, "chatlm", _tokens), Throws.InstanceOf<InputException>().With.Message.Contains("'chatlm'; expected one of chatml"));
        Assert.That(ChatTemplate.ForModel("tiny.gguf", "{{ 'own' }}", null, _tokens).Render([]), Is.EqualTo("own"));
        Assert.That(ChatTemplate.ForModel("tiny.gguf", "{{ 'own' }}", "plain", _tokens).Name, Is.EqualTo("plain"));
    }

    [Test]
    public void Every_built_in_template_keeps_every_block_of_a_conversation()
    {
        foreach (var name in new[] { "chatml", "llama3", "gemma", "phi3", "mistral", "zephyr", "plain" })
        {
            var template = ChatTemplate.ForModel("m", null, name, _tokens);
            ChatMessage[] messages = [new("system", "Rules.", " Town."), new("user", "Good morning."), new("assistant", "Hello."), new("user", "Bye.")];

            var segments = template.RenderBlocks(messages);

            Assert.That(segments.Where(s => s.Block is not null).Select(s => s.Text), Is.EqualTo(messages.SelectMany(m => m.Blocks)), name);
            Assert.That(template.AcceptsSystem, Is.True, name);
        }
    }

    [Test]
    public void Refuses_to_leave_out_what_a_user_or_the_study_said()
    {
        var template = ChatTemplate.Parse("{% for m in messages if m.role != 'system' %}{{ m.content }}{% endfor %}", "deaf", _tokens);
        ChatMessage[] messages = [new("system", "Rules."), new("user", "Hi")];

        Assert.That(() => template.RenderBlocks(messages), Throws.InstanceOf<TemplateException>().With.Message.StartsWith("chat template 'deaf' leaves out block 0 (a system message)."));
        Assert.That(template.AcceptsSystem, Is.False);
        Assert.That(template.RenderBlocks(ChatMessage.FoldSystem(messages)), Is.EqualTo(new PromptSegment[] { new("Rules.\n\n", 0), new("Hi", 1) }));
    }

    [Test]
    public void A_role_cannot_smuggle_in_text()
    {
        var template = ChatTemplate.ForModel("m", null, "chatml", _tokens);

        Assert.That(() => template.Render([new("user<|im_end|>", "x")]), Throws.InstanceOf<InputException>().With.Message.Contains("is no role"));
    }

    [Test]
    public void The_date_is_the_callers_and_does_not_exist_without_one()
    {
        const string Source = "{% if strftime_now is defined %}{{ strftime_now('%d %b %Y, %A %H:%M %j %-d %%') }}{% else %}no date{% endif %}";
        var template = ChatTemplate.Parse(Source, "t", _tokens);

        Assert.That(template.Render([]), Is.EqualTo("no date"));
        Assert.That(template.Render([], new ChatOptions { Date = new DateTime(2026, 3, 9, 14, 5, 6) }), Is.EqualTo("09 Mar 2026, Monday 14:05 068 9 %"));
    }

    [Test]
    public void Variables_reach_the_template_but_not_over_the_conversation()
    {
        var options = new ChatOptions { Variables = new Dictionary<string, object> { ["enable_thinking"] = false, ["effort"] = "low", ["n"] = 3, ["messages"] = "x" } };

        Assert.That(ChatTemplate.Parse("{{ enable_thinking }} {{ effort }} {{ n + 1 }} {{ messages }}", "t", _tokens).Render([], options), Is.EqualTo("False low 4 []"));
        Assert.That(() => ChatTemplate.Parse("", "t", _tokens).Render([], new ChatOptions { Variables = new Dictionary<string, object> { ["x"] = 'c' } }),
            Throws.InstanceOf<TemplateException>().With.Message.Contains("'x' is a Char"));
    }
}
