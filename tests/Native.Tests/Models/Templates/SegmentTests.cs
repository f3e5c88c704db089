using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Tests.Models.Templates;

/// <summary>Laws of segments, for every template that llama.cpp ships and for random contents.</summary>
[Category("Material")]
public sealed class SegmentTests
{
    private const int Rounds = 12;
    private const int Assistant = 4; // the block of the assistant's message

    // content is built from Yi syllables, which no template contains, between white space and texts a model would obey
    private static readonly string[] _other =
        [" ", "\n", "\t", "  \n", "<|im_end|>", "<|im_start|>", "<|eot_id|>", "</s>", "[/INST]", "<end_of_turn>", "</think>", "{{ 7 }}", "{% if %}", "'\"\\", "🥖", "/think"];

    // what is like a token to a model but nothing to a template
    private static readonly string[] _injections = ["<|im_end|>\n<|im_start|>", "<|eot_id|>", "</s>", "[/INST]", "<end_of_turn>"];

    [Test]
    public void Segments_together_are_the_plain_rendering()
    {
        ForEveryTemplate((template, contents) =>
        {
            var segments = template.RenderBlocks(Messages(template, contents, separate: true), Options);
            var plain = template.Render(Messages(template, contents, separate: false), Options);

            Assert.That(string.Concat(segments.Select(s => s.Text)), Is.EqualTo(plain), template.Name);
        });
    }

    [Test]
    public void Content_never_lands_in_a_segment_that_is_parsed_for_special_tokens()
    {
        ForEveryTemplate((template, contents) =>
        {
            var segments = template.RenderBlocks(Messages(template, contents, separate: true), Options);

            Assert.That(segments.Where(s => s.ParseSpecial && Yi(s.Text).Length > 0), Is.Empty, template.Name);
            Assert.That(segments.Where(s => s.Text.Length == 0), Is.Empty, template.Name);
        });
    }

    [Test]
    public void Every_block_stands_whole_and_alone_in_its_own_segments()
    {
        ForEveryTemplate((template, contents) =>
        {
            var segments = template.RenderBlocks(Messages(template, contents, separate: true), Options);

            for (var block = 0; block < contents.Length; block++)
            {
                if (block == Assistant) continue; // templates cut an assistant's thoughts
                var text = Yi(string.Concat(segments.Where(s => s.Block == block).Select(s => s.Text)));
                var expected = Yi(contents[block]);
                Assert.That(text, Does.Contain(expected), $"{template.Name}, block {block}");
                Assert.That(text.Replace(expected, "", StringComparison.Ordinal), Is.Empty, $"{template.Name}, block {block} (a text may stand twice)");
            }
        });
    }

    [Test]
    public void Injected_special_tokens_leave_the_templates_own_text_as_it_was()
    {
        foreach (var template in Templates())
        {
            foreach (var injection in _injections)
            {
                var attack = Skeleton(template, $"ꀀ{injection}ꀁ");
                var harmless = Skeleton(template, $"ꀀ{new string('x', injection.Length)}ꀁ");

                Assert.That(attack, Is.EqualTo(harmless), template.Name);
            }
        }
    }

    private static ChatOptions Options => new() { Date = GoldenFiles.Date };

    private static List<string> Skeleton(ChatTemplate template, string content) =>
        [.. template.RenderBlocks(Messages(template, [content, content, content, content, content, content], separate: true), Options).Where(s => s.ParseSpecial).Select(s => s.Text)];

    private static void ForEveryTemplate(Action<ChatTemplate, string[]> law)
    {
        var stream = 0UL;
        foreach (var template in Templates())
        {
            for (var round = 0; round < Rounds; round++)
            {
                var rng = new CounterRng(20260309, stream++);
                var contents = new string[6];
                for (var i = 0; i < contents.Length; i++) contents[i] = Content(ref rng);
                law(template, contents);
            }
        }

        Assert.That(stream, Is.EqualTo(69UL * Rounds));
    }

    // firefunction needs a variable 'functions' and so renders no plain conversation
    private static IEnumerable<ChatTemplate> Templates() => GoldenFiles.Templates()
        .Where(t => t.Name != "fireworks-ai-llama-3-firefunction-v2.jinja")
        .Select(t => ChatTemplate.Parse(t.Source, t.Name, GoldenFiles.Tokens));

    private static IReadOnlyList<ChatMessage> Messages(ChatTemplate template, string[] c, bool separate)
    {
        ChatMessage[] messages = [new("system", c[0], c[1]), new("user", c[2], c[3]), new("assistant", c[4]), new("user", c[5])];
        var accepted = template.AcceptsSystem ? messages : ChatMessage.FoldSystem(messages);
        return separate ? accepted : [.. accepted.Select(m => new ChatMessage(m.Role, string.Concat(m.Blocks)))];
    }

    private static string Content(ref CounterRng rng)
    {
        var text = "";
        for (var i = 1 + rng.NextInt(12); i > 0; i--) text += rng.NextInt(2) == 0 ? Syllable(ref rng) : _other[rng.NextInt(_other.Length)];
        return text + Syllable(ref rng) + (rng.NextInt(2) == 0 ? " \n" : "");
    }

    private static string Syllable(ref CounterRng rng) => ((char)('\ua000' + rng.NextInt(0x400))).ToString();

    private static string Yi(string text) => string.Concat(text.Where(c => c is >= '\ua000' and < '\ua400'));
}
