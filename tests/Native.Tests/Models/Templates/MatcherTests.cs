using NUnit.Framework;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Tests.Models.Templates;

/// <summary>Our renderings against llama.cpp's imitations, where it knows the template or the name.</summary>
public sealed class MatcherTests
{
    // BOS is the tokenizer's business in llama.cpp, and it writes the end token as its formats have it
    private static readonly SpecialTokenTexts _tokens = new("", "</s>");

    private const string Preamble = "the template adds a system text of its own (rules, date, tools)";
    private const string System = "the template adds a default system text when none is given";
    private const string Thoughts = "the template opens, closes or empties thoughts";
    private const string Spaces = "the library writes the spaces or newlines of an older version of the format";
    private const string Trims = "the template trims some contents, the library trims others";

    // templates the library recognises by a fragment and formats otherwise than their own text says; jinja2 agrees with us on all
    private static readonly Dictionary<string, string> _differ = new(StringComparer.Ordinal)
    {
        ["Bielik-11B-v3.0-Instruct.jinja"] = Trims,
        ["Cohere2MoE.jinja"] = Preamble,
        ["CohereForAI-c4ai-command-r-plus-tool_use.jinja"] = Preamble,
        ["CohereForAI-c4ai-command-r7b-12-2024-tool_use.jinja"] = Preamble,
        ["GLM-4.6.jinja"] = Thoughts,
        ["GLM-4.7-Flash.jinja"] = Thoughts,
        ["HuggingFaceTB-SmolLM3-3B.jinja"] = Preamble,
        ["Kimi-K2-Instruct.jinja"] = System,
        ["Kimi-K2-Thinking.jinja"] = Thoughts,
        ["MiMo-VL.jinja"] = System,
        ["Mistral-Small-3.2-24B-Instruct-2506.jinja"] = Spaces,
        ["NVIDIA-Nemotron-3-Nano-30B-A3B-BF16.jinja"] = Thoughts,
        ["NousResearch-Hermes-2-Pro-Llama-3-8B-tool_use.jinja"] = Preamble,
        ["NousResearch-Hermes-3-Llama-3.1-8B-tool_use.jinja"] = Preamble,
        ["Qwen-QwQ-32B.jinja"] = Thoughts,
        ["Qwen-Qwen2.5-7B-Instruct.jinja"] = System,
        ["Qwen-Qwen3-0.6B.jinja"] = Thoughts,
        ["Qwen3.5-4B.jinja"] = Thoughts,
        ["StepFun3.5-Flash.jinja"] = Thoughts,
        ["deepseek-ai-DeepSeek-R1-Distill-Llama-8B.jinja"] = Thoughts,
        ["deepseek-ai-DeepSeek-R1-Distill-Qwen-32B.jinja"] = Thoughts,
        ["deepseek-ai-DeepSeek-V3.1.jinja"] = Thoughts,
        ["deepseek-ai-DeepSeek-V3.2.jinja"] = Thoughts,
        ["deepseek-ai-DeepSeek-V4-Flash-0731.jinja"] = Thoughts,
        ["deepseek-ai-DeepSeek-V4.jinja"] = Thoughts,
        ["fireworks-ai-llama-3-firefunction-v2.jinja"] = "the template needs a variable 'functions', so it renders no plain conversation",
        ["google-gemma-2-2b-it.jinja"] = "the template refuses system messages, the library moves them into the user's",
        ["ibm-granite-granite-3.3-2B-Instruct.jinja"] = System,
        ["ibm-granite-granite-4.0.jinja"] = System,
        ["inclusionai-ling-3.0-flash.jinja"] = Thoughts,
        ["llama-cpp-deepseek-r1.jinja"] = Thoughts,
        ["llama-cpp-rwkv-world.jinja"] = Trims,
        ["meetkai-functionary-medium-v3.1.jinja"] = Preamble,
        ["meetkai-functionary-medium-v3.2.jinja"] = Preamble,
        ["meta-llama-Llama-3.1-8B-Instruct.jinja"] = Preamble,
        ["meta-llama-Llama-3.2-3B-Instruct.jinja"] = Preamble,
        ["meta-llama-Llama-3.3-70B-Instruct.jinja"] = Preamble,
        ["microsoft-Phi-3.5-mini-instruct.jinja"] = "the template ends a finished conversation with the end token",
        ["mistralai-Ministral-3-14B-Reasoning-2512.jinja"] = Spaces,
        ["mistralai-Mistral-Nemo-Instruct-2407.jinja"] = "the template moves the system text into the last user message, the library into the first",
        ["moonshotai-Kimi-K2.jinja"] = System,
        ["openai-gpt-oss-120b.jinja"] = Preamble,
        ["unsloth-Apriel-1.5.jinja"] = Preamble,
        ["unsloth-mistral-Devstral-Small-2507.jinja"] = Spaces,
        ["upstage-Solar-Open-100B.jinja"] = Preamble,
    };

    [Test, Category("Material")]
    public void Renders_what_the_library_does_except_for_the_listed_templates()
    {
        var known = GoldenFiles.Templates().Where(t => LibraryMatcher.Apply(t.Source, [new("user", "x")], true) is not null).ToList();

        var differing = known.Where(t => Conversations().Any(c => !Agree(t.Source, t.Name, c))).Select(t => t.Name).ToList();

        Assert.That(differing, Is.EqualTo(_differ.Keys.Order(StringComparer.Ordinal)), "a listed difference that is gone must leave the list");
        Assert.That(known, Has.Count.EqualTo(52));
    }

    [TestCase("chatml", "chatml")]
    [TestCase("llama3", "llama3")]
    [TestCase("gemma", "gemma")]
    [TestCase("phi3", "phi3")]
    [TestCase("zephyr", "zephyr")]
    [TestCase("mistral", "mistral-v3")]
    public void Built_in_template_formats_as_the_library_does_under_its_name(string ours, string theirs)
    {
        var tokens = _tokens with { Eos = ours == "zephyr" ? "<|endoftext|>" : "</s>" };
        var template = ChatTemplate.ForModel("test", null, ours, tokens);

        Assert.Multiple(() =>
        {
            // outer white space: we trim where the model's own template does, the library ASCII blanks only, and not for mistral
            foreach (var c in Conversations().Where(c => c.Name != "white space"))
            {
                Assert.That(template.Render(c.Messages, c.Options), Is.EqualTo(LibraryMatcher.Apply(theirs, c.Messages, c.Options.AddGenerationPrompt)), c.Name);
            }
        });
    }

    private static IEnumerable<SampleConversation> Conversations() => GoldenFiles.Conversations()
        .Where(c => c.Name is "user" or "system and user" or "turns" or "system and turns" or "finished" or "unicode" or "white space");

    private static bool Agree(string source, string name, SampleConversation c)
    {
        try
        {
            return ChatTemplate.Parse(source, name, _tokens).Render(c.Messages, c.Options) == LibraryMatcher.Apply(source, c.Messages, c.Options.AddGenerationPrompt);
        }
        catch (TemplateException)
        {
            return false;
        }
    }
}
