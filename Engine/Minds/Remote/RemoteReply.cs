using Microsoft.Extensions.AI;

namespace PersonaSim.Engine.Minds.Remote;

/// <summary>What came back from one call: the answer without its thoughts, what it took, and why it may be no answer.</summary>
/// <param name="Estimated">The endpoint counted no tokens: they are estimated from the length.</param>
/// <param name="Cut">The token limit ended the answer.</param>
/// <param name="Refusal">A reason and its explanation, where asking again would not help.</param>
internal sealed record RemoteReply(string Text, AnswerUsage Usage, bool Estimated, bool Cut, (string Reason, string Why)? Refusal)
{
    private const int CharactersPerToken = 4; // the usual rule of thumb for English text
    private static readonly (string Open, string Close)[] _marks = [("<think>", "</think>"), ("<thinking>", "</thinking>")];

    public static RemoteReply Of(ChatResponse response, IReadOnlyList<ChatMessage> asked)
    {
        var (text, thoughts) = Split(response.Text);
        thoughts += string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text));
        var cut = response.FinishReason == ChatFinishReason.Length;
        var usage = Count(response.Usage, asked, text, thoughts, out var estimated);
        (string, string)? refusal =
            response.FinishReason == ChatFinishReason.ContentFilter ? ("declined", $"the endpoint declined to answer: {response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault()?.Message ?? text}")
            : text.Length == 0 && (thoughts.Length > 0 || usage.ThoughtTokens > 0) ? ("thoughts", $"the model spent {(cut ? "its whole budget" : "its answer")} on thoughts ({usage.ThoughtTokens} tokens): raise max_tokens or choose a model that thinks less")
            : null;
        return new RemoteReply(text, usage, estimated, cut, refusal);
    }

    /// <summary>A chat template may have opened the thoughts already, and a budget may end before they do: either mark alone is enough.</summary>
    private static (string Text, string Thoughts) Split(string text)
    {
        text = text.Trim();
        foreach (var (open, close) in _marks)
        {
            var end = text.LastIndexOf(close, StringComparison.Ordinal);
            if (end >= 0) return (text[(end + close.Length)..].Trim(), text[..end]);
            if (text.StartsWith(open, StringComparison.Ordinal)) return ("", text[open.Length..]);
        }

        return (text, "");
    }

    private static AnswerUsage Count(UsageDetails? usage, IReadOnlyList<ChatMessage> asked, string text, string thoughts, out bool estimated)
    {
        estimated = usage?.InputTokenCount is null || usage.OutputTokenCount is null;
        var prompt = (int)(usage?.InputTokenCount ?? Tokens(asked.Sum(m => m.Text.Length)));
        var generated = (int)(usage?.OutputTokenCount ?? Tokens(text.Length + thoughts.Length));
        // where thoughts are not counted apart, their part of the characters stands for their part of the tokens
        var thought = (int)Math.Min(generated, usage?.ReasoningTokenCount is > 0 and var counted ? counted : thoughts.Length == 0 ? 0 : (long)Math.Ceiling(generated * (thoughts.Length / (double)(thoughts.Length + text.Length))));
        return new AnswerUsage(prompt, prompt - (int)Math.Min(prompt, usage?.CachedInputTokenCount ?? 0), generated, 0, thought);
    }

    private static int Tokens(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
