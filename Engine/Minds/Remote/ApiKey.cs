using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>A key from the environment. Nothing prints it, and it is cut out of whatever an endpoint sends back.</summary>
internal sealed class ApiKey
{
    private const string OpenAi = "OPENAI_API_KEY", Anthropic = "ANTHROPIC_API_KEY", Any = "LLM_API_KEY";

    // local servers take place-holders such as "ollama" or "EMPTY": cutting those words out would change answers
    private const int ShortestSecret = 8;

    private readonly string _value;

    private ApiKey(string value, string origin) => (_value, Origin) = (value, origin);

    public static ApiKey None { get; } = new("", "none");

    /// <summary>The variable's name, or <c>none</c>.</summary>
    public string Origin { get; }

    /// <summary>The key for an endpoint. A provider's own key goes to that provider only, unless the options name it.</summary>
    public static ApiKey Find(RemoteOptions options, Func<string, string?> environment)
    {
        if (options.KeyVariable is not (null or OpenAi or Anthropic or Any)) throw new InputException($"A key comes from {OpenAi}, {Anthropic} or {Any}, not from '{options.KeyVariable}'.");
        var home = options.Endpoint!.Host == RemoteSettings.Home(options.Protocol).Host;
        var own = options.Protocol == RemoteProtocol.Anthropic ? Anthropic : OpenAi;
        string[] names = options.KeyVariable is { } name ? [name] : home ? [own, Any] : [Any];
        foreach (var variable in names)
        {
            if (environment(variable)?.Trim() is not { Length: > 0 } value) continue;
            // checked here, because the error of a header that cannot be built would quote the key
            if (!value.All(c => c is > ' ' and < '\x7f')) throw new InputException($"{variable} holds a blank or a character that no key has: set it to the key alone.");
            return new ApiKey(value, variable);
        }

        return home || options.KeyVariable is not null ? throw new InputException($"{options.Endpoint.Host} needs a key: set {string.Join(" or ", names)} in the environment.") : None;
    }

    public void Sign(HttpRequestMessage request, RemoteProtocol protocol)
    {
        if (_value.Length == 0) return;
        if (protocol == RemoteProtocol.Anthropic) request.Headers.Add("x-api-key", _value);
        else request.Headers.Authorization = new("Bearer", _value);
    }

    public string Scrub(string text) => _value.Length < ShortestSecret ? text : text.Replace(_value, "[key]", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Origin;
}
