namespace PersonaSim.Engine.Minds.Remote;

/// <summary>How an endpoint is spoken to.</summary>
public enum RemoteProtocol
{
    /// <summary><c>/chat/completions</c>, as OpenAI, vLLM, llama-server, Ollama, Gemini, Azure and many others offer it.</summary>
    OpenAi,

    /// <summary>Anthropic's <c>/messages</c>.</summary>
    Anthropic,
}
