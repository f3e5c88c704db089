using System.Diagnostics;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// An embedded model: a page is one continuous batch. The cache never carries history: it is cleared at each page's border and the shared
/// prefixes are restored from their saved states, so answers are a function of the page alone.
/// </summary>
public sealed partial class LlamaMind : IMind
{
    private const int EmbeddedAtOnce = 16;
    private const int DefaultAskCells = 512;
    private const int DefaultPrefixCells = 2048;
    private readonly Ledger _ledger;
    private readonly LlamaModel _model;
    private readonly LlamaMindOptions _options;
    private readonly LlamaContext _context;
    private readonly DecodeEngine _engine;
    private readonly double _timeBeforePages;
    private readonly CacheChoice _cache;
    private readonly PromptBuilder _prompts;
    private readonly PrefixStore _store;
    private readonly TokenMasks _masks;
    private readonly Automata _automata = new();
    private Embedder? _embedder; // most runs want no vectors

    public LlamaMind(LlamaModel model, LlamaMindOptions options, Ledger? ledger = null)
    {
        _ledger = ledger ?? new Ledger("llama");
        options.Sampling.Validate();
        if (options.Parallel < 1 || options.Prefixes < 1 || options.Parallel + options.Prefixes + 1 > 256) throw new InputException($"{options.Parallel} asks at once and {options.Prefixes} prefixes need {options.Parallel + options.Prefixes + 1} sequences; llama.cpp takes 256.");
        _cache = CacheChoice.Of(model, options);
        Flash = options.FlashAttention == FlashAttention.Auto
            ? FlashChoice.Measure(model, options.Parallel, ThreadCount.Resolve(options.Threads), _cache.Layout)
            : new FlashChoice(options.FlashAttention, options.PadRows && !IsSeparate, options.FlashMeasured);
        options = options with { FlashAttention = Flash.Flash, PadRows = Flash.PadRows };
        (_model, _options) = (model, options);
        _prompts = new PromptBuilder(model, options.ChatTemplate, options.Steering, thinks: options.ThoughtTokens > 0);
        _context = LlamaContext.Create(model, new ContextOptions
        {
            Cells = IsSeparate ? ContextOptions.CellsFor((long)CacheChoice.AskCells(options) * options.Parallel) : options.Cells ?? (options.Parallel * DefaultAskCells) + DefaultPrefixCells,
            Sequences = IsSeparate ? options.Parallel : options.Parallel + options.Prefixes + 1, // the last one holds padding rows
            UnifiedKv = !IsSeparate,
            BatchTokens = options.BatchTokens,
            Outputs = Math.Max(64, 2 * options.Parallel),
            Threads = options.Threads,
            FlashAttention = options.FlashAttention,
            Steering = options.Steering is { } table ? new SteeringOptions(table, options.SteeringMode) : null,
        });
        _timeBeforePages = _context.LibraryTime.TotalSeconds; // the steering proof has decoded
        _engine = new DecodeEngine(_context, IsSeparate ? new SequencePlan(_context) : new UnifiedPlan(_context, options.PadRows), options.Parallel, new RowReaders(_context, options.Readers), Statistics, _ledger);
        _store = new PrefixStore(options.PrefixMemory);
        _masks = TokenMasksOf(model.Vocabulary);
    }

    /// <summary>What all pages so far took.</summary>
    public PageStatistics Statistics { get; } = new();

    /// <summary>Flash attention and padding as given or measured.</summary>
    public FlashChoice Flash { get; }

    /// <summary>The context behind the mind, for benchmarks and the manifest.</summary>
    public LlamaContext Context => _context;

    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        using var work = _ledger.Work();
        var start = Stopwatch.GetTimestamp();
        var answers = new Answer?[page.Asks.Count];
        var prompts = page.Asks.Select((ask, i) => _prompts.Build(ask, i, RoomFor(ask), _options.DropOptional)).ToList();
        Embed(page, [.. prompts.Where(p => p.Ask.Mode == AskMode.Embed)], answers, answered, cancellation);
        foreach (var wave in Waves([.. prompts.Where(p => p.Ask.Mode != AskMode.Embed)])) AnswerWave(page, wave, answers, answered, cancellation);
        Statistics.Asks += prompts.Count;
        Statistics.SubmittedTokens += prompts.Sum(p => (long)p.Tokens.Length);
        Statistics.DecodeSeconds = _context.LibraryTime.TotalSeconds - _timeBeforePages;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Statistics.PageSeconds += seconds;
        MindMetrics.TokensPerSecond(_ledger.Mind, answers.Sum(a => a!.Usage.GeneratedTokens) / seconds);
        return [.. answers.Select(a => a!)];
    }

    public void Dispose()
    {
        _embedder?.Dispose();
        _engine.Dispose();
        _context.Dispose();
    }

    private bool IsSeparate => _cache.Layout == CacheLayout.Separate;

    internal static string KeyOf(Prompt prompt) => PrefixStore.Key(prompt.Tokens.AsSpan(0, prompt.SharedLength), prompt.Borders);

    // what the answer will need, and the padding rows, are not the prompt's
    private int RoomFor(Ask ask) => _context.SequenceCells - (_options.PadRows ? UnifiedPlan.TileRows : 0) - _options.ThoughtTokens - Math.Min(_options.MaxTokens ?? int.MaxValue, ShapeBounds.Expected(ask.Shape)) - 1;

    // Asks whose prefixes fit into the cache together, in the asks' order; nearly always the whole page.
    private IEnumerable<List<Prompt>> Waves(List<Prompt> prompts)
    {
        var wave = new List<Prompt>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var cells = 0;
        foreach (var prompt in prompts)
        {
            // a cache for each ask takes any number of prefixes, from their saved states
            var isNew = !IsSeparate && prompt.SharesPrefix && !keys.Contains(KeyOf(prompt));
            if (isNew && keys.Count > 0 && (keys.Count == _options.Prefixes || cells + prompt.SharedLength > _context.Cells / 2))
            {
                yield return wave;
                (wave, cells) = ([], 0);
                keys.Clear();
            }

            if (prompt.SharesPrefix && keys.Add(KeyOf(prompt))) cells += prompt.SharedLength;
            wave.Add(prompt);
        }

        if (wave.Count > 0) yield return wave;
    }

    private void AnswerWave(AskPage page, List<Prompt> wave, Answer?[] answers, Action<Answer>? answered, CancellationToken cancellation)
    {
        _engine.Begin(Prefixes(wave, cancellation));
        foreach (var prompt in wave) _engine.Add(prompt, AnsweringOf(prompt.Ask));
        while (true)
        {
            cancellation.ThrowIfCancellationRequested(); // between two decodes: the next page clears the cache anyway
            var more = _engine.Step();
            while (_engine.TryTake(out var prompt, out var result))
            {
                var answer = Finish(page, prompt, result);
                answers[prompt.Index] = answer;
                answered?.Invoke(answer);
            }

            if (more) continue;
            _engine.RethrowCap();
            return;
        }
    }

    private void Embed(AskPage page, List<Prompt> prompts, Answer?[] answers, Action<Answer>? answered, CancellationToken cancellation)
    {
        if (prompts.Count == 0) return;
        _embedder ??= new Embedder(_model, _context.SequenceCells, _context.BatchTokens, _context.Threads, Flash.Flash);
        // what a few texts took is counted before the next few begin, so that a cap on tokens stops between them
        foreach (var some in prompts.Chunk(EmbeddedAtOnce))
        {
            var begun = 0;
            CapReachedException? cap = null;
            try
            {
                for (; begun < some.Length; begun++) _ledger.BeginCall();
            }
            catch (CapReachedException reached)
            {
                cap = reached; // those before it are computed and counted, as in every other page
            }

            _embedder.Run(some[..begun], (prompt, result) =>
            {
                var answer = Finish(page, prompt, result);
                answers[prompt.Index] = answer;
                answered?.Invoke(answer);
            }, cancellation);
            Statistics.ComputedTokens += some.Take(begun).Sum(p => (long)p.Tokens.Length);
            if (cap is not null) throw cap;
        }
    }

    private Answer Finish(AskPage page, Prompt prompt, Answered result)
    {
        Statistics.DrawnTokens += result.Drawn;
        Statistics.ForcedTokens += result.Forced;
        Statistics.Overrides += result.Overrides;
        Statistics.RefusedDraws += result.RefusedDraws;
        var usage = new AnswerUsage(prompt.Tokens.Length, prompt.Tokens.Length - (prompt.SharesPrefix ? prompt.SharedLength : 0), result.Drawn + result.Forced + result.Thoughts, result.Overrides, result.Thoughts);
        _ledger.Spend(usage);
        if (result.Value is { } value) return new Answer(prompt.Ask.Key, value, AnswerSource.Model) { Raw = result.Raw, Dropped = prompt.Dropped, Usage = usage };
        Statistics.Refused++;
        _ledger.Refused(result.Kind);
        return new Answer(prompt.Ask.Key, page.Rule(prompt.Ask, neutral: true), AnswerSource.Fallback) { Raw = result.Raw, Refusal = result.Refusal, Dropped = prompt.Dropped, Usage = usage };
    }

    private IAnswering AnsweringOf(Ask ask) => ask.Mode switch
    {
        AskMode.Score when _model.HasRecurrentMemory => throw new InputException($"Ask {ask.Key} is to be scored, but the memory of {Path.GetFileName(_model.Path)} is recurrent and cannot go back to the prompt's end for each option; sample it."),
        AskMode.Score => new Scoring(ask, _model.Vocabulary, Math.Min(_context.OutputRows, _context.BatchTokens)),
        AskMode.Sample when _options.ThoughtTokens > 0 => new Thinking(DrawingOf(ask), _model, _options.Sampling, ask.Seed, _options.ThoughtTokens),
        AskMode.Sample => DrawingOf(ask),
        _ => throw new ArgumentOutOfRangeException(nameof(ask), $"Ask {ask.Key} has the unknown mode {ask.Mode}."),
    };

    private Drawing DrawingOf(Ask ask) =>
        new Drawing(ask, new Guide(_automata.Of(ask.Shape), _masks), _model.Vocabulary, _options.Sampling, _options.MaxTokens);

    // Every prefix is computed alone, block by block in fixed chunks, and enters the page from its saved state: fresh or kept, the same bits.
    private List<(Prefix Prefix, byte[] State)> Prefixes(List<Prompt> wave, CancellationToken cancellation)
    {
        var prefixes = new List<(Prefix, byte[])>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var prompt in wave.Where(p => p.SharesPrefix))
        {
            var key = KeyOf(prompt);
            if (!seen.Add(key)) continue;
            cancellation.ThrowIfCancellationRequested();
            var prefix = new Prefix(key, prompt.Tokens[..prompt.SharedLength], prompt.Borders, new SequenceId(_options.Parallel + prefixes.Count));
            var known = _store.Find(key);
            if (known is null) Statistics.PrefixesComputed++;
            else Statistics.PrefixesRestored++;
            prefixes.Add((prefix, known ?? Compute(prefix)));
        }

        return prefixes;
    }

    private byte[] Compute(Prefix prefix)
    {
        var sequence = new SequenceId(0);
        _context.Reset();
        for (var s = 0; s < _context.Sequences; s++) _context.Steering?.Clear(new SequenceId(s));
        var from = 0;
        var begun = 0;
        for (var k = prefix.Borders.Length - 2; k >= 0 && from == 0; k--)
        {
            if (_store.Find(PrefixStore.Key(prefix.Tokens.AsSpan(0, prefix.Borders[k]), prefix.Borders.AsSpan(0, k + 1))) is not { } parent) continue;
            _context.Cache.Restore(sequence, parent);
            (from, begun) = (prefix.Borders[k], k + 1);
        }

        byte[] state = [];
        for (var k = begun; k < prefix.Borders.Length; k++)
        {
            Decode(prefix.Tokens.AsSpan(from, prefix.Borders[k] - from), from, sequence);
            from = prefix.Borders[k];
            state = _context.Cache.Save(sequence);
            if (k < prefix.Borders.Length - 1)
            {
                // go on from the saved state, as a page would that found it: a sliding window comes back in other cells
                _context.Reset();
                _context.Cache.Restore(sequence, state);
            }

            _store.Add(PrefixStore.Key(prefix.Tokens.AsSpan(0, from), prefix.Borders.AsSpan(0, k + 1)), state);
        }

        return state;
    }

    private void Decode(ReadOnlySpan<int> tokens, int position, SequenceId sequence)
    {
        using var batch = new DecodeBatch(_context.BatchTokens);
        for (var i = 0; i < tokens.Length; i++)
        {
            batch.Add(tokens[i], position + i, sequence, output: false);
            if (batch.Count < batch.Capacity && i < tokens.Length - 1) continue;
            _context.Decode(batch);
            Statistics.Decodes++;
            Statistics.ComputedTokens += batch.Count;
            Statistics.Rows += batch.Count;
            _ledger.SpendPrefix(batch.Count);
            batch.Clear();
        }
    }

    // control and end tokens are never text, whatever they are called
    private static TokenMasks TokenMasksOf(Vocabulary vocabulary) =>
        new(vocabulary.Count, token => vocabulary.Piece(token), token => !vocabulary.IsControl(token) && !vocabulary.IsEndOfGeneration(token));
}
