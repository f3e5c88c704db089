using System.Text;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Probes.Instruments;

/// <summary>A file of <c>prompts/capability</c>: questions with one right answer.</summary>
public sealed record CapabilityTask(string Name, IReadOnlyList<CapabilityItem> Items)
{
    public static IReadOnlyList<string> Names { get; } = ["cloze", "arithmetic", "instruction"];

    public static IReadOnlyList<CapabilityTask> All(PromptLibrary prompts) => [.. Names.Select(n => Load(prompts, n))];

    /// <exception cref="InputException">Names file, line, field and reason.</exception>
    public static CapabilityTask Load(PromptLibrary prompts, string name) => Parse(name, ProbeFile.Lines(prompts, "capability/" + name));

    public static CapabilityTask Parse(string name, string text) => Parse(name, ProbeFile.Lines(text));

    private static CapabilityTask Parse(string name, IReadOnlyList<(int Number, string Text)> lines)
    {
        var file = "capability/" + name;
        var items = new List<CapabilityItem>();
        for (var at = 0; at < lines.Count;)
        {
            var (number, head) = lines[at++];
            if (!head.StartsWith("## ", StringComparison.Ordinal)) throw ProbeFile.Wrong(file, number, "name", $"expected '## ' and a name, found '{head}'");
            var body = new List<(int Number, string Text)>();
            while (at < lines.Count && !lines[at].Text.StartsWith("## ", StringComparison.Ordinal)) body.Add(lines[at++]);
            List<string> Of(string field) => [.. body.Where(l => l.Text.StartsWith(field, StringComparison.Ordinal)).Select(l => l.Text[field.Length..].Trim())];
            var (right, wrong) = (Of("right: "), Of("wrong: "));
            var question = string.Join('\n', body.Select(l => l.Text).Where(l => !l.StartsWith("right: ", StringComparison.Ordinal) && !l.StartsWith("wrong: ", StringComparison.Ordinal)));
            if (right.Count != 1) throw ProbeFile.Wrong(file, number, "right", $"'{head[3..]}' has {right.Count} right answers, expected one");
            if (wrong.Count == 0 || wrong.Append(right[0]).Distinct(StringComparer.Ordinal).Count() != wrong.Count + 1) throw ProbeFile.Wrong(file, number, "wrong", $"'{head[3..]}' needs wrong answers that differ from each other and from the right one");
            if (question.Length == 0) throw ProbeFile.Wrong(file, number, "question", $"'{head[3..]}' asks nothing");
            if (items.Any(i => i.Id == head[3..])) throw ProbeFile.Wrong(file, number, "name", $"'{head[3..]}' stands in the file twice");
            items.Add(new CapabilityItem(head[3..], question, [right[0], .. wrong]));
        }

        return items.Count > 0 ? new CapabilityTask(name, items) : throw ProbeFile.Wrong(file, 1, "name", "the file has no question");
    }
}

/// <param name="Options">The right one first; they are not shown, but scored as what comes next.</param>
public sealed record CapabilityItem(string Id, string Question, IReadOnlyList<string> Options)
{
    /// <summary>By probability a byte: to a model that knows nothing the shortest option would otherwise be the likeliest.</summary>
    public bool IsRight(IReadOnlyList<double> probabilities, double mass)
    {
        double Each(int i) => Math.Log(probabilities[i] * mass) / Encoding.UTF8.GetByteCount(Options[i]);
        return Enumerable.Range(1, Options.Count - 1).All(i => Each(i) < Each(0));
    }
}
