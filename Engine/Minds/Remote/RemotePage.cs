using System.Runtime.ExceptionServices;
using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>One page under way: workers take asks by index; answers are announced one at a time, as they become final.</summary>
internal sealed class RemotePage(AskPage page, Func<Ask, CancellationToken, Task<RemoteOutcome>> converse, Ledger ledger, Action<Answer>? answered)
{
    private readonly Answer?[] _answers = new Answer?[page.Asks.Count];
    private readonly RemoteOutcome?[] _withheld = new RemoteOutcome?[page.Asks.Count];
    private readonly Lock _gate = new();
    private volatile bool _closed;
    private ExceptionDispatchInfo? _failure;
    private int _next = -1;

    public async Task<IReadOnlyList<Answer>> RunAsync(int workers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(workers, page.Asks.Count)).Select(_ => WorkAsync(stop))).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        _failure?.Throw();
        for (var i = 0; i < _withheld.Length; i++)
        {
            if (_withheld[i] is { } outcome) Settle(i, outcome);
        }

        return [.. _answers.Select(a => a!)];
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        while (!_closed && Interlocked.Increment(ref _next) is var i && i < page.Asks.Count)
        {
            try
            {
                var outcome = await converse(page.Asks[i], stop.Token).ConfigureAwait(false);
                // a failed ask waits for the page's end: if the endpoint proves dead, it stays unanswered and is asked again on resume
                if (outcome.EndpointFailed) _withheld[i] = outcome;
                else lock (_gate) Settle(i, outcome);
            }
            catch (Exception e) // not swallowed: the first is thrown by RunAsync, once every worker has left
            {
                lock (_gate) _failure ??= ExceptionDispatchInfo.Capture(e);
                _closed = true;
                if (e is not CapReachedException) await stop.CancelAsync().ConfigureAwait(false); // a cap lets the calls in flight end
            }
        }
    }

    private void Settle(int i, RemoteOutcome outcome)
    {
        var ask = page.Asks[i];
        if (outcome.Value is null) ledger.Refused(outcome.Reason);
        var answer = outcome.Value is { } value
            ? new Answer(ask.Key, value, AnswerSource.Model) { Raw = outcome.Raw, Dropped = outcome.Dropped, Usage = outcome.Usage }
            : new Answer(ask.Key, page.Rule(ask, neutral: true), AnswerSource.Fallback) { Raw = outcome.Raw, Dropped = outcome.Dropped, Usage = outcome.Usage, Refusal = $"{outcome.Reason}: {outcome.Why}" };
        _answers[i] = answer;
        answered?.Invoke(answer);
    }
}
