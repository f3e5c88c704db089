namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Which endpoint answers, and how it is asked. What is null here comes from the environment, then from a default.</summary>
public sealed record RemoteOptions
{
    public RemoteProtocol Protocol { get; init; }

    /// <summary>The address without the last part, e.g. <c>http://127.0.0.1:8000/v1</c>; else <c>LLM_API_BASE</c>, else the protocol's own provider.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Else <c>LLM_MODEL</c>; there is no default.</summary>
    public string? Model { get; init; }

    /// <summary>The environment variable that holds the key: <c>OPENAI_API_KEY</c>, <c>ANTHROPIC_API_KEY</c> or <c>LLM_API_KEY</c>. A provider's own key is sent to another address only if it is named here.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Else <c>LLM_MAX_TOKENS</c>, else 1024. A thinking model's thoughts are part of it.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Else <c>LLM_TEMPERATURE</c>, else the endpoint's own.</summary>
    public float? Temperature { get; init; }

    /// <summary>Else <c>LLM_TOP_P</c>, else the endpoint's own.</summary>
    public float? TopP { get; init; }

    /// <summary>Else <c>LLM_FREQUENCY_PENALTY</c>, else the endpoint's own.</summary>
    public float? FrequencyPenalty { get; init; }

    /// <summary>Else <c>LLM_PRESENCE_PENALTY</c>, else the endpoint's own.</summary>
    public float? PresencePenalty { get; init; }

    /// <summary>Leave out optional blocks, last first, where the endpoint says that the prompt is too long.</summary>
    public bool DropOptional { get; init; }

    public SchemaUse Schema { get; init; }

    /// <summary>Asks of a page that are under way at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Tries of one call, the first included.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Asks in a row that the endpoint may fail before the run stops.</summary>
    public int FailuresInARow { get; init; } = 8;

    /// <summary>For one try, from connecting to the last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest wait that an endpoint may ask for (<c>Retry-After</c>); a longer one counts as a failure.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);
}
