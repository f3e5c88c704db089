using System.Numerics.Tensors;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Cli.Training;

/// <summary>A prompt and the texts that may follow it, as tokens.</summary>
internal sealed record ScoredQuestion(int[] Prompt, IReadOnlyList<int[]> Options);

/// <summary>The probability of each option of many questions, each option computed whole; optionally under doses.</summary>
internal sealed class OptionScorer : IDisposable
{
    private const int BatchTokens = 1024; // few sequences at a time: in a unified cache every row attends over every cell
    private const int MaxSequences = 16;
    private readonly LlamaContext _context;
    private readonly DecodeBatch _batch = new(BatchTokens);
    private readonly float[] _row;
    private readonly List<(double[] Sums, int Option, int Row, int Token)> _wanted = [];

    public OptionScorer(LlamaModel model, int? threads, SteeringTable? table)
    {
        _context = LlamaContext.Create(model, new ContextOptions { Cells = BatchTokens, BatchTokens = BatchTokens, Sequences = MaxSequences, Threads = threads, Steering = table is null ? null : new SteeringOptions(table) });
        _row = new float[model.Vocabulary.Count];
    }

    /// <summary>Shares of the options, which sum to one for each question.</summary>
    public IReadOnlyList<double[]> Score(IReadOnlyList<ScoredQuestion> questions, Doses? doses, CancellationToken cancellation = default)
    {
        var sums = questions.Select(q => new double[q.Options.Count]).ToList();
        var sequence = 0;
        for (var q = 0; q < questions.Count; q++)
        {
            foreach (var (option, tokens) in questions[q].Options.Index())
            {
                // options of one token have their probabilities in the same row
                var alone = questions[q].Options.All(o => o.Length == 1);
                var needed = questions[q].Prompt.Length + (alone ? 0 : tokens.Length - 1);
                if (!(alone && option > 0) && (sequence == MaxSequences || _batch.Count + needed > BatchTokens))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Flush();
                    sequence = 0;
                }

                if (alone && option > 0) _wanted.Add((sums[q], option, _batch.Count - 1, tokens[0]));
                else Add(questions[q].Prompt, tokens, new SequenceId(sequence++), sums[q], option, doses);
            }
        }

        Flush();
        foreach (var sum in sums) TensorPrimitives.SoftMax(sum, sum);
        return sums;
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
    }

    private void Add(int[] prompt, int[] option, SequenceId sequence, double[] sums, int index, Doses? doses)
    {
        _context.Steering?.Set(sequence, doses);
        for (var i = 0; i < prompt.Length + option.Length - 1; i++)
        {
            var next = i + 1 - prompt.Length; // of the option
            var row = _batch.Add(i < prompt.Length ? prompt[i] : option[i - prompt.Length], i, sequence, output: next >= 0);
            if (next >= 0) _wanted.Add((sums, index, row, option[next]));
        }
    }

    private void Flush()
    {
        if (_batch.Count == 0) return;
        _context.Cache.Clear();
        _context.Decode(_batch);
        var loaded = -1;
        var norm = 0.0;
        foreach (var (sums, option, row, token) in _wanted)
        {
            if (row != loaded)
            {
                _context.CopyLogits(loaded = row, _row);
                var highest = TensorPrimitives.Max<float>(_row);
                norm = highest + Math.Log(_row.Sum(l => Math.Exp(l - highest)));
            }

            sums[option] += _row[token] - norm;
        }

        _wanted.Clear();
        _batch.Clear();
    }
}
