using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Completes options from the environment, and refuses what cannot be used, by name.</summary>
internal static class RemoteSettings
{
    private const int DefaultMaxTokens = 1024;

    public static Uri Home(RemoteProtocol protocol) => new(protocol == RemoteProtocol.Anthropic ? "https://api.anthropic.com/v1" : "https://api.openai.com/v1");

    public static RemoteOptions Complete(RemoteOptions options, Func<string, string?> environment)
    {
        return Check(options with
        {
            Endpoint = options.Endpoint ?? Base(Text("LLM_API_BASE")) ?? Home(options.Protocol),
            Model = options.Model ?? Text("LLM_MODEL"),
            MaxTokens = options.MaxTokens ?? Whole("LLM_MAX_TOKENS") ?? DefaultMaxTokens,
            Temperature = options.Temperature ?? Number("LLM_TEMPERATURE", 0, 2),
            TopP = options.TopP ?? Number("LLM_TOP_P", 0, 1),
            FrequencyPenalty = options.FrequencyPenalty ?? Number("LLM_FREQUENCY_PENALTY", -2, 2),
            PresencePenalty = options.PresencePenalty ?? Number("LLM_PRESENCE_PENALTY", -2, 2),
        });

        string? Text(string name) => environment(name)?.Trim() is { Length: > 0 } text ? text : null;

        Uri? Base(string? text) => text is null ? null : Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new InputException("LLM_API_BASE is no absolute address; expected something like http://127.0.0.1:8000/v1.");

        int? Whole(string name) => Text(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value
            : throw new InputException($"{name} is '{text}': expected a whole number from 1.");

        float? Number(string name, float low, float high) => Text(name) is not { } text ? null
            : float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high ? value
            : throw new InputException($"{name} is '{text}': expected a number from {low} to {high}.");
    }

    public static RemoteOptions Check(RemoteOptions options)
    {
        // an address may hold secrets in these places, and the manifest records it
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }) throw new InputException("The endpoint of a remote mind is an http or https address without a user name, a query or a fragment, e.g. http://127.0.0.1:8000/v1; keys come from the environment.");
        if (string.IsNullOrWhiteSpace(options.Model)) throw new InputException("A remote mind needs the name of a model: set `model` in the configuration or LLM_MODEL.");
        Range("max_tokens", options.MaxTokens, 1, int.MaxValue);
        Range("temperature", options.Temperature, 0, 2);
        Range("top_p", options.TopP, 0, 1);
        Range("frequency_penalty", options.FrequencyPenalty, -2, 2);
        Range("presence_penalty", options.PresencePenalty, -2, 2);
        Range("concurrency", options.Concurrency, 1, 1024);
        Range("attempts", options.Attempts, 1, 20);
        Range("failures_in_a_row", options.FailuresInARow, 1, int.MaxValue);
        Range("timeout (seconds)", options.Timeout.TotalSeconds, 0.001, 86_400);
        Range("longest_wait (seconds)", options.LongestWait.TotalSeconds, 0, 86_400);
        if (options.Protocol == RemoteProtocol.Anthropic && (options.FrequencyPenalty ?? options.PresencePenalty ?? 0) != 0) throw new InputException("Anthropic's protocol knows no frequency or presence penalty: leave frequency_penalty and presence_penalty (LLM_FREQUENCY_PENALTY, LLM_PRESENCE_PENALTY) out.");
        return options;
    }

    public static MindDescription Describe(RemoteOptions options, string key, bool schemaRefused)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["attempts"] = Text(options.Attempts),
            ["concurrency"] = Text(options.Concurrency),
            ["endpoint"] = options.Endpoint!.AbsoluteUri,
            ["key"] = key,
            ["model"] = options.Model!,
            ["protocol"] = options.Protocol.ToString(),
            ["schema"] = options.Schema + (schemaRefused ? ", refused by the endpoint" : ""),
            ["timeout_s"] = Text(options.Timeout.TotalSeconds),
        };
        foreach (var (name, value) in new (string, IFormattable?)[] { ("max_tokens", options.MaxTokens), ("temperature", options.Temperature), ("top_p", options.TopP), ("frequency_penalty", options.FrequencyPenalty), ("presence_penalty", options.PresencePenalty) })
        {
            if (value is not null) settings[name] = Text(value);
        }

        return new MindDescription("remote", Reproducible: false, settings);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Range(string name, double? value, double low, double high)
    {
        if (value is { } given && !(given >= low && given <= high)) throw new InputException($"The setting {name} of a remote mind is {given}: expected {low} to {high}.");
    }
}
