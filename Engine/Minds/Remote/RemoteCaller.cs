using Microsoft.Extensions.AI;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>Makes one call, again where that may help: bounded in time and number, and every try is in the ledger.</summary>
internal sealed class RemoteCaller(IChatClient client, RemoteOptions options, Ledger ledger, TimeProvider clock)
{
    // keeps these draws apart from any other that an ask's seed is used for
    private const ulong BackoffStream = 0x4241434B_00000000;
    private static readonly TimeSpan _firstWait = TimeSpan.FromSeconds(0.5), _longestBackoff = TimeSpan.FromSeconds(30);

    private volatile bool _schemaRefused;

    /// <summary>The endpoint does not take a schema, and gets none any more.</summary>
    public bool SchemaRefused => _schemaRefused;

    /// <param name="round">0, or 1 for a repair.</param>
    /// <exception cref="RemoteCallException">No try succeeded.</exception>
    /// <exception cref="CapReachedException"/>
    public async Task<ChatResponse> AskAsync(IReadOnlyList<ChatMessage> messages, Shape shape, ulong seed, int round, CancellationToken cancellation)
    {
        var without = false;
        for (var attempt = 1; ; attempt++)
        {
            var schema = options.Schema == SchemaUse.Off || _schemaRefused || without ? null : ShapeWords.Schema(shape);
            ledger.BeginCall();
            try
            {
                var response = await OnceAsync(messages, schema, cancellation).ConfigureAwait(false);
                if (without) _schemaRefused = true; // known only now: an error can mention schemas and mean something else
                return response;
            }
            catch (RemoteCallException e) when (e.AboutSchema && schema is not null && options.Schema == SchemaUse.Auto)
            {
                without = true;
                ledger.Retried("schema refused");
                attempt--; // ends after one round: without a schema this cannot happen again
            }
            catch (RemoteCallException e) when (e.Transient && attempt < options.Attempts && (e.RetryAfter ?? TimeSpan.Zero) <= options.LongestWait)
            {
                ledger.Retried(e.Reason);
                await Task.Delay(Wait(seed, round, attempt, e.RetryAfter), clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Twice as long after each try, up to half more or less so that workers do not come back together; never sooner than the endpoint asks.</summary>
    internal static TimeSpan Wait(ulong seed, int round, int attempt, TimeSpan? retryAfter)
    {
        var jitter = 0.5 + new CounterRng(seed, BackoffStream + ((ulong)round << 16) + (ulong)attempt).NextDouble();
        var wait = TimeSpan.FromTicks(Math.Min(_longestBackoff.Ticks, _firstWait.Ticks << Math.Min(attempt - 1, 16))) * jitter;
        return retryAfter is { } least && least > wait ? least : wait;
    }

    private async Task<ChatResponse> OnceAsync(IReadOnlyList<ChatMessage> messages, ChatResponseFormat? schema, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await client.GetResponseAsync(messages, Options(schema), either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw late.IsCancellationRequested ? new RemoteCallException("timeout", $"no whole answer within {options.Timeout.TotalSeconds:0.###} s", e) : RemoteCallException.Connection(e);
        }
    }

    private ChatOptions Options(ChatResponseFormat? schema) => new()
    {
        ModelId = options.Model,
        MaxOutputTokens = options.MaxTokens,
        Temperature = options.Temperature,
        TopP = options.TopP,
        FrequencyPenalty = options.FrequencyPenalty,
        PresencePenalty = options.PresencePenalty,
        ResponseFormat = schema,
    };
}
