using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Tells a bad moment from a dead endpoint: a dead one must end the run instead of turning it into fallback answers.</summary>
internal sealed class EndpointHealth(RemoteOptions options)
{
    private int _failures;

    public void Succeeded() => Volatile.Write(ref _failures, 0);

    /// <exception cref="InputException">The endpoint is taken for dead.</exception>
    public void Failed(RemoteCallException last)
    {
        var failures = Interlocked.Increment(ref _failures);
        if (!last.Fatal && failures < options.FailuresInARow) return;
        throw new InputException($"The endpoint {options.Endpoint} (model {options.Model}) {(last.Fatal ? "cannot be used" : $"failed {failures} asks in a row, {options.Attempts} tries each where that could help")}; the last: {last.Message}. {Advice(last)} Answers so far are kept, this page's failed asks are not answered: resume the run.", last);
    }

    private static string Advice(RemoteCallException last) => last.Reason switch
    {
        "http 401" or "http 403" => "Check the key (OPENAI_API_KEY, ANTHROPIC_API_KEY or LLM_API_KEY) and what it may do.",
        "http 402" => "Check the account's balance.",
        "http 404" => "Check the address (LLM_API_BASE; it usually ends in /v1), the protocol and the model's name (LLM_MODEL).",
        "http 400" or "http 422" => "The endpoint does not take the request: check the model's name and the settings that the message names.",
        "http 429" => "Lower the concurrency, or wait until the quota allows more.",
        "timeout" => "Check whether the server still works, raise the timeout or lower the concurrency.",
        "connection" => "Check that the server runs and that the address (LLM_API_BASE) is right.",
        _ when last.Fatal => "Give the address that it redirects to as the endpoint (LLM_API_BASE), if you trust it.",
        _ => "Check the address (LLM_API_BASE) and the protocol, and whether the server works.",
    };
}
