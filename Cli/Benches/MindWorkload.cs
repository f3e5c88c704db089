using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Cli.Benches;

/// <summary>A phase as societies have it: a long shared world, a short personal part, a constrained answer.</summary>
internal sealed record MindWorkload(int Agents, int Prefix, int Personal, int Generate)
{
    private const int TemplateTokens = 64; // what a chat template adds around the blocks, generously

    private static readonly string[] _words = ["the", "market", "opens", "when", "people", "come", "to", "trade", "bread", "and", "news", "about", "their", "house", "by", "water"];

    /// <summary>Cells for so many asks at once and the prefix.</summary>
    public int Cells(int parallel) => Prefix + TemplateTokens + 128 + ((Personal + Prefix + Generate + TemplateTokens) * Math.Min(parallel, 1)) + (parallel * (Personal + Generate + TemplateTokens + 512));

    /// <summary>Cells of one ask, its world included.</summary>
    public int AskCells => Prefix + Personal + Generate + TemplateTokens;

    /// <summary>Cells when every ask computes the world by itself.</summary>
    public int CellsUnshared(int parallel) => Cells(parallel) + (parallel * (Prefix + TemplateTokens));

    public AskPage Page(LlamaModel model, bool shared) => Page([.. Enumerable.Range(0, Agents).Select(i => Ask(model, i, shared))]);

    /// <summary>The same asks, answered by as many tokens, of which the shape leaves only a few to the model.</summary>
    public AskPage ForcedPage(LlamaModel model)
    {
        var name = new System.Text.StringBuilder("answer");
        for (var word = 0; Tokens(model, name.ToString()) < Generate - 6; word++) name.Append('_').Append(_words[word % _words.Length]);
        var shape = Shape.Fields(new Field(name.ToString(), Shape.Choice("yes", "no")));
        return Page([.. Enumerable.Range(0, Agents).Select(i => Ask(model, i, shared: true) with { Shape = shape })]);
    }

    private static AskPage Page(IReadOnlyList<Ask> asks) => new(asks, (ask, _) => new TextValue("the rule answered " + ask.Key));

    private static int Tokens(LlamaModel model, string text) => model.Vocabulary.Tokenize(text.AsSpan(), special: false).Length;

    private Ask Ask(LlamaModel model, int agent, bool shared)
    {
        var rng = new CounterRng(4, (ulong)agent);
        return new Ask(new AskKey(0, "bench", 0, $"agent-{agent}", "decide"),
        [
            new Block("world", "system", Text(model, 0, Prefix)),
            new Block("self", "user", Text(model, agent + 1, Personal)),
        ], Shape.Text(Generate * 16))
        {
            SharedBlocks = shared ? 1 : 0,
            Seed = (ulong)agent,
            Doses = [.. Enumerable.Range(0, RandomTraits.Count).Select(t => new DirectionDose(RandomTraits.Name(t), (float)(rng.NextDouble() * 2) - 1))],
        };
    }

    // Words until the model's own tokenizer counts enough of them.
    private static string Text(LlamaModel model, int seed, int tokens)
    {
        var rng = new CounterRng(8, (ulong)seed);
        var text = new System.Text.StringBuilder();
        var count = 0;
        while (count < tokens)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(_words[rng.NextInt(_words.Length)]);
            if (text.Length / 6 >= tokens / 2) count = Tokens(model, text.ToString());
        }

        return text.ToString();
    }
}
