using System.Numerics.Tensors;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Cli.Training;

/// <summary>Reads a long prompt once, then each of the texts that may follow it; or lets the model write on, with nothing that holds it to a form.</summary>
internal sealed class PrefixScorer : IDisposable
{
    private const int Longest = 2048; // prompt and answer
    private const int MostWritten = 200;
    private static readonly SequenceId _prompt = new(0), _option = new(1);
    private readonly LlamaModel _model;
    private readonly LlamaContext _context;
    private readonly DecodeBatch _batch = new(Longest);
    private readonly float[] _row, _first;

    /// <param name="table">The directions of doses; none: unsteered.</param>
    public PrefixScorer(LlamaModel model, int? threads, SteeringTable? table = null)
    {
        _model = model;
        _context = LlamaContext.Create(model, new ContextOptions { Cells = 2 * Longest, BatchTokens = Longest, Sequences = 2, Threads = threads, Steering = table is null ? null : new SteeringOptions(table) });
        (_row, _first) = (new float[model.Vocabulary.Count], new float[model.Vocabulary.Count]);
    }

    /// <summary>The logarithm of each option's probability behind the prompt; closing is what ends an answer and is counted with it.</summary>
    /// <param name="shared">So many tokens of the prompt are the world's: doses leave them alone, as in a run.</param>
    public double[] LogProbabilities(int[] prompt, IReadOnlyList<int[]> options, Doses? doses = null, int shared = 0)
    {
        Read(prompt, doses, shared);
        var sums = new double[options.Count];
        for (var o = 0; o < options.Count; o++)
        {
            sums[o] = Log(_first, options[o][0]);
            if (options[o].Length == 1) continue;
            _context.Cache.Copy(_prompt, _option);
            _batch.Clear();
            for (var i = 0; i + 1 < options[o].Length; i++) _batch.Add(options[o][i], prompt.Length + i, _option, output: true);
            _context.Decode(_batch);
            for (var i = 0; i + 1 < options[o].Length; i++)
            {
                _context.CopyLogits(i, _row);
                sums[o] += Log(_row, options[o][i + 1]);
            }

            _context.Cache.Remove(_option);
        }

        return sums;
    }

    /// <summary>What the model writes behind a prompt until it ends its turn.</summary>
    public string Write(int[] prompt, double temperature, CounterRng rng, int most = MostWritten)
    {
        Read(prompt, null, 0);
        var written = new List<int>();
        var logits = _first;
        while (written.Count < most)
        {
            var token = Draw(logits, temperature, ref rng);
            if (_model.Vocabulary.IsEndOfGeneration(token)) break;
            written.Add(token);
            _batch.Clear();
            _batch.Add(token, prompt.Length + written.Count - 1, _prompt, output: true);
            _context.Decode(_batch);
            _context.CopyLogits(0, _row);
            logits = _row;
        }

        return System.Text.Encoding.UTF8.GetString([.. written.SelectMany(t => _model.Vocabulary.Piece(t).ToArray())]);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Read(int[] prompt, Doses? doses, int shared)
    {
        if (prompt.Length > Longest - MostWritten) throw new InputException($"A prompt has {prompt.Length} tokens of this model's vocabulary, {Longest - MostWritten} are looked at: the recipe's tokenizer is too small for the studies' prompts.");
        _context.Cache.Clear();
        if (shared > 0 && doses is not null) Decode(prompt, 0, shared, null);
        else shared = 0;
        Decode(prompt, shared, prompt.Length, doses);
        _context.Steering?.Set(_option, doses);
        _context.CopyLogits(prompt.Length - shared - 1, _first);
    }

    private void Decode(int[] prompt, int from, int to, Doses? doses)
    {
        _context.Steering?.Set(_prompt, doses);
        _batch.Clear();
        for (var i = from; i < to; i++) _batch.Add(prompt[i], i, _prompt, output: i == prompt.Length - 1);
        _context.Decode(_batch);
    }

    private static int Draw(float[] logits, double temperature, ref CounterRng rng)
    {
        var highest = TensorPrimitives.Max<float>(logits);
        var odds = Array.ConvertAll(logits, l => Math.Exp((l - highest) / temperature));
        var at = rng.NextDouble() * odds.Sum();
        for (var i = 0; i < odds.Length; i++)
        {
            at -= odds[i];
            if (at < 0) return i;
        }

        return Array.IndexOf(logits, highest);
    }

    private static double Log(float[] logits, int token)
    {
        var highest = TensorPrimitives.Max<float>(logits);
        return logits[token] - highest - Math.Log(logits.Sum(l => Math.Exp(l - highest)));
    }
}
