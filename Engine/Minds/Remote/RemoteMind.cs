using Microsoft.Extensions.AI;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>
/// A model behind an endpoint; a persona reaches it by prompt only. Not reproducible. An answer that cannot be used is asked for once more, then
/// the rule answers for a neutral persona, marked and counted; an endpoint that fails again and again ends the run.
/// </summary>
public sealed class RemoteMind : IMind
{
    private readonly IChatClient _client;
    private readonly RemoteOptions _options;
    private readonly Ledger _ledger;
    private readonly RemoteCaller _caller;
    private readonly RemoteDialogue _dialogue;
    private readonly string _key;

    /// <summary>A mind over any chat client, which it owns; keys are that client's business.</summary>
    /// <param name="options">Complete: nothing is taken from the environment.</param>
    public RemoteMind(IChatClient client, RemoteOptions options, Ledger? ledger = null, TimeProvider? clock = null)
        : this(client, RemoteSettings.Check(options), "the client's", ledger, clock)
    {
    }

    private RemoteMind(IChatClient client, RemoteOptions options, string key, Ledger? ledger, TimeProvider? clock)
    {
        (_client, _options, _key, _ledger) = (client, options, key, ledger ?? new Ledger("remote"));
        _caller = new RemoteCaller(client, options, _ledger, clock ?? TimeProvider.System);
        _dialogue = new RemoteDialogue(_caller, new EndpointHealth(options), _ledger, options.DropOptional);
    }

    /// <summary>The settings, and whether the endpoint turned out to refuse schemas.</summary>
    public MindDescription Description => RemoteSettings.Describe(_options, _key, _caller.SchemaRefused);

    /// <summary>A mind at an endpoint; options that are null, and the key, come from the environment. Nothing is sent yet.</summary>
    /// <exception cref="InputException">An option or a variable cannot be used, or the key is missing.</exception>
    public static RemoteMind Connect(RemoteOptions options, Ledger? ledger = null, Func<string, string?>? environment = null, TimeProvider? clock = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var complete = RemoteSettings.Complete(options, environment);
        var key = ApiKey.Find(complete, environment);
        var exchange = new JsonExchange(complete, key, clock ?? TimeProvider.System);
        IChatClient client = complete.Protocol == RemoteProtocol.Anthropic ? new AnthropicChatClient(exchange) : new OpenAiChatClient(exchange);
        return new RemoteMind(client, complete, key.Origin, ledger, clock);
    }

    /// <exception cref="InputException">An ask that no endpoint can answer, or an endpoint that is taken for dead.</exception>
    /// <exception cref="CapReachedException"/>
    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        foreach (var ask in page.Asks) RemotePrompt.Check(ask); // before anything is paid for
        using var work = _ledger.Work();
        return Task.Run(() => new RemotePage(page, _dialogue.RunAsync, _ledger, answered).RunAsync(_options.Concurrency, cancellation), CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose() => _client.Dispose();
}
