using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>
/// <c>/chat/completions</c> of any OpenAI-compatible endpoint. Our own: the adapter package does not restore here, and every call must be counted,
/// every answer bounded and cleared of the key.
/// </summary>
internal sealed class OpenAiChatClient(JsonExchange exchange) : IChatClient
{
    // OpenAI's own models refuse the older name, most other servers know only that
    private readonly string _limit = exchange.Address.Host == RemoteSettings.Home(RemoteProtocol.OpenAi).Host ? "max_completion_tokens" : "max_tokens";

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Read(await exchange.PostAsync(Write(messages, options ?? new ChatOptions()), cancellationToken).ConfigureAwait(false));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => exchange.Dispose();

    private JsonObject Write(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var body = new JsonObject
        {
            ["model"] = options.ModelId,
            ["messages"] = new JsonArray([.. messages.Select(m => new JsonObject { ["role"] = m.Role.Value, ["content"] = m.Text })]),
        };
        if (options.MaxOutputTokens is { } limit) body[_limit] = limit;
        if (options.Temperature is { } temperature) body["temperature"] = temperature;
        if (options.TopP is { } part) body["top_p"] = part;
        if (options.FrequencyPenalty is { } frequency) body["frequency_penalty"] = frequency;
        if (options.PresencePenalty is { } presence) body["presence_penalty"] = presence;
        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format)
        {
            body["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = format.SchemaName, ["strict"] = true, ["schema"] = JsonNode.Parse(schema.GetRawText()) },
            };
        }

        return body;
    }

    private ChatResponse Read(JsonElement answer)
    {
        // some proxies wrap an error in status 200
        if (answer.At("error", "message")?.Text() is { } error) throw new RemoteCallException("no answer", $"the endpoint sent an error instead of an answer: {exchange.Key.Scrub(error)}");
        if (answer.At("choices").Items().Select(c => (JsonElement?)c).FirstOrDefault() is not { } choice || choice.At("message") is not { } message) throw new RemoteCallException("no answer", "the endpoint's answer has no choices");
        var contents = new List<AIContent>();
        if ((message.At("reasoning_content") ?? message.At("reasoning"))?.Text() is { Length: > 0 } thoughts) contents.Add(new TextReasoningContent(exchange.Key.Scrub(thoughts)));
        var text = message.At("content") is { ValueKind: JsonValueKind.String } plain ? plain.GetString()! : string.Concat(message.At("content").Items().Select(p => p.At("text")?.Text()));
        if (text.Length > 0) contents.Add(new TextContent(exchange.Key.Scrub(text)));
        var refusal = message.At("refusal")?.Text();
        if (refusal is not null) contents.Add(new ErrorContent(exchange.Key.Scrub(refusal)));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            FinishReason = refusal is not null ? ChatFinishReason.ContentFilter : choice.At("finish_reason")?.Text() is { Length: > 0 } reason ? new ChatFinishReason(reason) : null,
            Usage = answer.At("usage") is { } usage ? Usage(usage) : null,
        };
    }

    private static UsageDetails Usage(JsonElement usage) => new()
    {
        InputTokenCount = usage.At("prompt_tokens")?.Count(),
        CachedInputTokenCount = usage.At("prompt_tokens_details", "cached_tokens")?.Count(),
        OutputTokenCount = usage.At("completion_tokens")?.Count(),
        ReasoningTokenCount = usage.At("completion_tokens_details", "reasoning_tokens")?.Count(),
    };
}
