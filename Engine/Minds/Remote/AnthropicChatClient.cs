using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Anthropic's <c>/messages</c>, over the same exchange as the OpenAI-compatible client and for the same reasons.</summary>
internal sealed class AnthropicChatClient(JsonExchange exchange) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Read(await exchange.PostAsync(Write([.. messages], options ?? new ChatOptions()), cancellationToken).ConfigureAwait(false));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => exchange.Dispose();

    private static JsonObject Write(IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        var body = new JsonObject
        {
            ["model"] = options.ModelId,
            ["max_tokens"] = options.MaxOutputTokens ?? 1024, // required by this protocol
            ["messages"] = new JsonArray([.. messages.Where(m => m.Role != ChatRole.System).Select(m => new JsonObject { ["role"] = m.Role.Value, ["content"] = m.Text })]),
        };
        if (string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text)) is { Length: > 0 } system) body["system"] = system;
        if (options.Temperature is { } temperature) body["temperature"] = temperature;
        if (options.TopP is { } part) body["top_p"] = part;
        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }) body["output_config"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = JsonNode.Parse(schema.GetRawText()) } };
        return body;
    }

    private ChatResponse Read(JsonElement answer)
    {
        if (answer.At("content") is not { ValueKind: JsonValueKind.Array } parts) throw new RemoteCallException("no answer", "the endpoint's answer has no content");
        var contents = new List<AIContent>();
        foreach (var part in parts.EnumerateArray())
        {
            if (part.At("text")?.Text() is { Length: > 0 } text) contents.Add(new TextContent(exchange.Key.Scrub(text)));
            else if (part.At("thinking")?.Text() is { Length: > 0 } thoughts) contents.Add(new TextReasoningContent(exchange.Key.Scrub(thoughts)));
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            FinishReason = answer.At("stop_reason")?.Text() switch { "max_tokens" => ChatFinishReason.Length, "refusal" => ChatFinishReason.ContentFilter, null => null, _ => ChatFinishReason.Stop },
            Usage = answer.At("usage") is { } usage ? Usage(usage) : null,
        };
    }

    // this protocol's input_tokens leave out what was read from or written to the cache
    private static UsageDetails Usage(JsonElement usage)
    {
        var cached = usage.At("cache_read_input_tokens")?.Count() ?? 0;
        return new UsageDetails
        {
            InputTokenCount = usage.At("input_tokens")?.Count() + cached + (usage.At("cache_creation_input_tokens")?.Count() ?? 0),
            CachedInputTokenCount = cached,
            OutputTokenCount = usage.At("output_tokens")?.Count(),
        };
    }
}
