using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Renders an ask's blocks through the model's chat template and turns them into tokens, block by block.</summary>
internal sealed class PromptBuilder
{
    private readonly LlamaModel _model;
    private readonly ChatTemplate _template;
    private readonly SteeringTable? _steering;
    private readonly bool _thinks;
    private readonly Dictionary<string, int[]> _tokens = new(StringComparer.Ordinal); // of block texts: shared ones come back in every ask

    public PromptBuilder(LlamaModel model, string? template, SteeringTable? steering, bool thinks)
    {
        (_model, _steering, _thinks) = (model, steering, thinks);
        var vocabulary = model.Vocabulary;
        string Name(int? token) => token is { } t ? vocabulary.Name(t) : "";
        _template = ChatTemplate.ForModel(Path.GetFileName(model.Path), model.ChatTemplateSource, template, new SpecialTokenTexts(Name(vocabulary.Bos), Name(vocabulary.Eos)));
    }

    /// <summary>The prompt, with optional blocks left out where <paramref name="room"/> asks for it and <paramref name="drop"/> allows it.</summary>
    public Prompt Build(Ask ask, int index, int room, bool drop)
    {
        if (ask.SharedBlocks < 0 || ask.SharedBlocks > ask.Blocks.Count) throw new InputException($"Ask {ask.Key} declares {ask.SharedBlocks} shared blocks and has {ask.Blocks.Count}.");
        var blocks = ask.Blocks.ToList();
        var dropped = new List<string>();
        var shared = ask.SharedBlocks;
        var reserved = drop ? Reserved(ask) : 0;
        while (true)
        {
            var prompt = Tokenize(ask, index, blocks, shared, dropped);
            if (prompt.Tokens.Length <= room - reserved) return prompt;
            var victim = drop ? blocks.FindLastIndex(b => b.Optional) : -1;
            if (victim < 0 && prompt.Tokens.Length <= room) return prompt; // nothing left to drop: the room stands empty only where it can
            if (victim < 0) throw new InputException($"Ask {ask.Key} does not fit: its prompt has {prompt.Tokens.Length} tokens, {room} are left for it. Blocks: {string.Join(", ", prompt.Sizes.Select(s => $"{s.Block} {s.Tokens}"))}. Shorten them, give the mind more cells, or allow optional blocks to be dropped.");
            dropped.Add(blocks[victim].Name);
            blocks.RemoveAt(victim);
            if (victim < shared) shared--; // what is the agent's own must not move into the world
        }
    }

    // what is missing to the longest block that an arm could have put here
    private int Reserved(Ask ask)
    {
        if (ask.Reserve is not { } most) return 0;
        var own = ask.Blocks.FirstOrDefault(b => b.Name == most.Name);
        return Math.Max(0, Count(most.Text) - (own is null ? 0 : Count(own.Text)));
    }

    private int Count(string text) => _model.Vocabulary.TokenizeContinuation(text, special: false).Length;

    private Prompt Tokenize(Ask ask, int index, List<Block> blocks, int sharedBlocks, List<string> dropped)
    {
        // thinking templates know this name; others ignore it
        var variables = new Dictionary<string, object> { ["enable_thinking"] = _thinks && ask.Mode == AskMode.Sample };
        var segments = _template.RenderBlocks(Messages(blocks), new ChatOptions { AddGenerationPrompt = true, Variables = variables });
        var tokens = new List<int>();
        var ends = new int[blocks.Count];
        var sizes = new int[blocks.Count];
        var own = 0; // where the agent's own first block begins: what the template puts before it is the same for everyone
        foreach (var segment in segments)
        {
            if (segment.Block == sharedBlocks && sizes[sharedBlocks] == 0) own = tokens.Count;
            var part = Tokens(segment, first: tokens.Count == 0);
            if (tokens.Count == 0 && part.Length > 0 && _model.Vocabulary is { AddsBos: true, Bos: { } bos } && part[0] != bos) tokens.Add(bos);
            tokens.AddRange(part);
            if (segment.Block is not { } block) continue;
            ends[block] = tokens.Count;
            sizes[block] += part.Length;
        }

        // at least one token is the ask's own, because its logits are wanted
        int[] borders = [.. ends.Take(sharedBlocks).Append(sharedBlocks > 0 ? own : 0).Select(e => Math.Min(e, tokens.Count - 1)).Where(e => e > 0).Distinct().Order()];
        return new Prompt(index, ask, [.. tokens], borders, [.. blocks.Select((b, i) => (b.Name, sizes[i]))], [.. dropped], Doses(ask));
    }

    // neighbours of one role are one message of several blocks; the template numbers blocks through all messages
    private static List<ChatMessage> Messages(List<Block> blocks)
    {
        var messages = new List<ChatMessage>();
        for (var i = 0; i < blocks.Count;)
        {
            var role = blocks[i].Role;
            var texts = blocks.Skip(i).TakeWhile(b => b.Role == role).Select(b => b.Text).ToArray();
            messages.Add(new ChatMessage(role, texts));
            i += texts.Length;
        }

        return messages;
    }

    private int[] Tokens(PromptSegment segment, bool first)
    {
        var key = (segment.ParseSpecial ? "t" : "c") + (first ? "^" : "") + segment.Text;
        if (_tokens.TryGetValue(key, out var known)) return known;
        var tokens = first ? _model.Vocabulary.Tokenize(segment.Text.AsSpan(), special: segment.ParseSpecial) : _model.Vocabulary.TokenizeContinuation(segment.Text, special: segment.ParseSpecial);
        if (_tokens.Count > 4096) _tokens.Clear(); // personal texts come and go; the shared ones are back at once
        _tokens[key] = tokens;
        return tokens;
    }

    private Doses? Doses(Ask ask)
    {
        if (ask.Doses.All(d => d.Dose == 0)) return null;
        if (_steering is null) throw new InputException($"Ask {ask.Key} is dosed ({string.Join(", ", ask.Doses.Select(d => d.Direction))}), but this mind was made without directions.");
        return _steering.Doses([.. ask.Doses.Select(d => (d.Direction, d.Dose))]);
    }
}
