using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>The conversation about one ask: the question, shortened where the endpoint finds it too long and that is allowed, and one repair where the answer does not fit.</summary>
internal sealed class RemoteDialogue(RemoteCaller caller, EndpointHealth health, Ledger ledger, bool dropOptional)
{
    private const int Rounds = 2;

    public async Task<RemoteOutcome> RunAsync(Ask ask, CancellationToken cancellation)
    {
        var dropped = new List<string>();
        while (true)
        {
            var outcome = await ConverseAsync(ask, cancellation).ConfigureAwait(false);
            if (outcome is not null) return outcome with { Dropped = dropped };
            ledger.Retried("too long");
            var last = LastOptional(ask);
            dropped.Add(ask.Blocks[last].Name);
            ask = ask with { Blocks = [.. ask.Blocks.Where((_, i) => i != last)], SharedBlocks = ask.SharedBlocks - (last < ask.SharedBlocks ? 1 : 0) };
        }
    }

    // null: the prompt is too long, and a block may be left out
    private async Task<RemoteOutcome?> ConverseAsync(Ask ask, CancellationToken cancellation)
    {
        var messages = RemotePrompt.Messages(ask);
        AnswerUsage usage = default;
        var raw = "";
        for (var round = 0; ; round++)
        {
            RemoteReply reply;
            try
            {
                reply = RemoteReply.Of(await caller.AskAsync(messages, ask.Shape, ask.Seed, round, cancellation).ConfigureAwait(false), messages);
            }
            catch (RemoteCallException e) when (e.AboutLength && round == 0 && dropOptional && LastOptional(ask) >= 0)
            {
                return null;
            }
            catch (RemoteCallException e)
            {
                health.Failed(e);
                return new RemoteOutcome(null, raw, usage, e.Reason, e.Message, EndpointFailed: true);
            }

            health.Succeeded();
            ledger.Spend(reply.Usage, reply.Estimated);
            (usage, raw) = (Sum(usage, reply.Usage), reply.Text);
            if (reply.Refusal is { } refusal) return new RemoteOutcome(null, raw, usage, refusal.Reason, refusal.Why);
            if (CodeFence.Strip(reply.Text) is { } inside)
            {
                ledger.Repaired("fence");
                reply = reply with { Text = inside };
            }

            if (Read(ask.Shape, reply, out var why) is { } value) return new RemoteOutcome(value, raw, usage);
            var reason = raw.Length == 0 ? "empty" : reply.Cut ? "cut off" : "shape";
            if (round == Rounds - 1) return new RemoteOutcome(null, raw, usage, reason, why);
            ledger.Repaired(reason);
            messages = RemotePrompt.Repair(messages, ask, raw, why);
        }
    }

    private static int LastOptional(Ask ask)
    {
        var last = ask.Blocks.Count - 1;
        while (last >= 0 && !ask.Blocks[last].Optional) last--;
        return last;
    }

    // half a sentence fits a text's shape, and is still not what the model wanted to say
    private static AnswerValue? Read(Shape shape, RemoteReply reply, out string why)
    {
        var value = ShapeWords.Read(shape, reply.Text, out var misfit);
        why = (misfit ?? "") + (reply.Cut ? $"{(misfit is null ? "" : "; ")}it was cut off at the token limit" : "");
        return reply.Cut && shape is TextShape ? null : value;
    }

    private static AnswerUsage Sum(AnswerUsage a, AnswerUsage b) => new(a.PromptTokens + b.PromptTokens, a.ComputedTokens + b.ComputedTokens, a.GeneratedTokens + b.GeneratedTokens, a.Overrides + b.Overrides, a.ThoughtTokens + b.ThoughtTokens);
}
