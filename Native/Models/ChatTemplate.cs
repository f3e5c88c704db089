using PersonaSim.Native.Models.Templates;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models;

/// <summary>A model's way to write a conversation down as one prompt.</summary>
public sealed class ChatTemplate
{
    private readonly Template _template;
    private readonly SpecialTokenTexts _tokens;
    private readonly TemplateLimits _limits;
    private readonly Lazy<bool> _acceptsSystem;

    private ChatTemplate(string source, string name, SpecialTokenTexts tokens, TemplateLimits limits)
    {
        (Name, Source) = (name, source);
        _tokens = tokens;
        _limits = limits;
        _template = Template.Parse(source, name);
        _acceptsSystem = new Lazy<bool>(ProbeSystem);
    }

    public string Name { get; }

    /// <summary>The Jinja text.</summary>
    public string Source { get; }

    /// <summary>Whether system messages reach the prompt; if not, see <see cref="ChatMessage.FoldSystem"/>.</summary>
    public bool AcceptsSystem => _acceptsSystem.Value;

    /// <summary>Reads a Jinja template; <paramref name="name"/> appears in errors.</summary>
    public static ChatTemplate Parse(string source, string name, SpecialTokenTexts tokens) => Parse(source, name, tokens, new TemplateLimits());

    internal static ChatTemplate Parse(string source, string name, SpecialTokenTexts tokens, TemplateLimits limits) => new(source, name, tokens, limits);

    /// <summary>The named built-in template, else the model's own <paramref name="source"/>, else an error that lists the names.</summary>
    public static ChatTemplate ForModel(string model, string? source, string? name, SpecialTokenTexts tokens)
    {
        if (name is not null) return Parse(BuiltInTemplates.Source(name), name, tokens);
        if (!string.IsNullOrWhiteSpace(source)) return Parse(source, model, tokens);
        throw new InputException($"the model {model} carries no chat template; name one with --chat-template {string.Join('|', BuiltInTemplates.Names)}");
    }

    /// <summary>The whole prompt as one text.</summary>
    public string Render(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) => Run(messages, options ?? ChatOptions.Default).Value;

    /// <summary>
    /// The prompt as segments to tokenize one by one; together they are exactly what <see cref="Render"/> gives. A template that
    /// writes the BOS text itself is to be tokenized without adding another.
    /// </summary>
    public IReadOnlyList<PromptSegment> RenderBlocks(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        // Why no sentinel characters around the blocks: they would change what 'trim', 'length' or "'</think>' in content" see, so the
        // marked prompt could differ from the plain one. Here every character carries its origin beside it, through slices, trims and
        // replacements; the template decides on the characters alone, so there is one rendering and nothing to compare it with.
        var text = Run(messages, options ?? ChatOptions.Default);
        var segments = new List<PromptSegment>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            var mark = text.MarkAt(start);
            end = start + 1;
            while (end < text.Length && text.MarkAt(end) == mark) end++;
            segments.Add(new PromptSegment(text.Value[start..end], mark == 0 ? null : mark - 1));
        }

        RequireEveryBlock(messages, segments);
        return segments;
    }

    private MarkedText Run(IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        var variables = options.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key, Conversion.FromClr(v.Value, v.Key))).ToList();
        // 'tools' and 'documents' stay undefined, where Hugging Face passes none: what renders with none renders the same so (all 70 of
        // llama.cpp's templates checked), and three templates that loop over tools unasked render only so
        variables.Add(new("bos_token", MarkedText.Of(_tokens.Bos)));
        variables.Add(new("eos_token", MarkedText.Of(_tokens.Eos)));
        variables.Add(new("add_generation_prompt", options.AddGenerationPrompt));
        variables.Add(new("messages", Conversation.Value(messages)));
        return _template.Render(variables, _limits, options.Date);
    }

    // an assistant's earlier words may go, e.g. its thoughts; what the user or the study said may not
    private void RequireEveryBlock(IReadOnlyList<ChatMessage> messages, IReadOnlyList<PromptSegment> segments)
    {
        var seen = segments.Select(s => s.Block).ToHashSet();
        var block = -1;
        foreach (var message in messages)
        {
            foreach (var content in message.Blocks)
            {
                block++;
                if (message.Role == "assistant" || string.IsNullOrWhiteSpace(content) || seen.Contains(block)) continue;
                throw new TemplateException($"chat template '{Name}' leaves out block {block} (a {message.Role} message). {(message.Role == "system" ? "Put it into the user message, or choose" : "Choose")} another template with --chat-template.");
            }
        }
    }

    private bool ProbeSystem()
    {
        try
        {
            // a template may ask for the date; any date will do here
            return Render([new("system", "probe-7431"), new("user", "hello")], new ChatOptions { Date = DateTime.UnixEpoch }).Contains("probe-7431", StringComparison.Ordinal);
        }
        catch (TemplateException)
        {
            return false;
        }
    }
}
