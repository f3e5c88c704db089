using System.Numerics.Tensors;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Steering;

/// <summary>Receives a text's mean hidden state behind each layer, in the tap's order; the span must not be kept.</summary>
/// <param name="length">Mean length of the rows, which is more than the length of their mean: what a dose is large or small against.</param>
public delegate void CaptureSink(int text, int layer, ReadOnlySpan<float> mean, float length);

/// <summary>
/// Captures hidden states at the very point where steering adds (behind block N) for many texts in full micro-batches. A context of its own,
/// because every captured node costs a synchronisation that a decoding context must not pay.
/// </summary>
public sealed class ActivationTap : IDisposable
{
    private const int MaxTexts = 64; // in one micro-batch

    private readonly LlamaContext _context;
    private readonly EvalHook _hook;
    private readonly RowCapture _capture;
    private readonly DecodeBatch _batch;
    private readonly int _longest;
    private readonly bool _outputs; // the last layer has rows only where there is output
    private readonly List<Running> _running = [];
    private readonly Stack<float[]> _pool = [];

    private sealed record Running(int Index, CaptureText Text, SequenceId Sequence, float[] Sums)
    {
        public int Done { get; set; }
    }

    private ActivationTap(LlamaContext context, EvalHook hook, LayerOperand[] operands, int longest)
    {
        (_context, _hook, _longest) = (context, hook, longest);
        Layers = [.. operands.Select(o => o.Layer)];
        _outputs = operands.Any(o => o.OutputsOnly);
        _capture = new RowCapture(operands, context.Model.Width, context.BatchTokens);
        _batch = new DecodeBatch(context.BatchTokens);
    }

    /// <summary>Captured layers, ascending.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>Rows copied since the tap was made, a layer's row counting once.</summary>
    public long RowsCopied => _capture.Copied;

    /// <param name="layers">Null: all that carry a vector and have all rows, 1 to the last but one.</param>
    /// <param name="longestText">Most tokens of one text.</param>
    public static ActivationTap Create(LlamaModel model, IReadOnlyList<int>? layers = null, int longestText = 2048, int batchTokens = 512, int? threads = null, FlashAttention flash = FlashAttention.Auto)
    {
        var wanted = layers?.Distinct().Order().ToArray() ?? [.. Enumerable.Range(1, Math.Max(0, model.Layers - 2))];
        if (wanted.Length == 0 || wanted[0] < 1 || wanted[^1] >= model.Layers) throw new InputException($"Hidden states can be captured behind blocks 1 to {model.Layers - 1} of {Path.GetFileName(model.Path)}, not {(wanted.Length == 0 ? "behind none" : string.Join(", ", wanted))}.");
        var hook = new EvalHook();
        LlamaContext? context = null;
        try
        {
            context = LlamaContext.Create(model, new ContextOptions
            {
                Cells = longestText + batchTokens,
                Sequences = MaxTexts,
                BatchTokens = batchTokens,
                Outputs = wanted[^1] == model.Layers - 1 ? batchTokens : 3,
                Threads = threads,
                FlashAttention = flash,
                Hook = hook,
            });
            var stock = new StockVector(context);
            var (operands, reason) = OperandSearch.Run(context, hook, stock, wanted);
            if (reason is not null) throw new InputException($"Hidden states of {Path.GetFileName(model.Path)} ({model.Architecture}) cannot be captured: {reason}.");
            if (operands.Any(o => o.Axis != 1)) throw new InputException($"Hidden states of {Path.GetFileName(model.Path)} ({model.Architecture}) cannot be captured: its residual has several streams.");
            return new ActivationTap(context, hook, operands, longestText);
        }
        catch
        {
            context?.Dispose();
            hook.Dispose();
            throw;
        }
    }

    /// <summary>Runs all texts; each text's means reach <paramref name="sink"/> as soon as it is complete, so memory is bounded by the batch.</summary>
    public void Capture(IEnumerable<CaptureText> texts, CaptureSink sink, CancellationToken cancellation = default)
    {
        _context.Reset();
        _running.Clear();
        _batch.Clear();
        var index = 0;
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            Check(text, index);
            if (_running.Count == MaxTexts) Flush(sink);
            var running = new Running(index++, text, FreeSequence(), Sums());
            _running.Add(running);
            while (running.Done < text.End) // what stands behind the span cannot change it
            {
                if (_batch.Count == _batch.Capacity) Flush(sink);
                Add(running);
            }
        }

        Flush(sink);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
        _hook.Dispose();
    }

    private void Add(Running running)
    {
        var (position, text) = (running.Done++, running.Text);
        var wanted = position >= text.First;
        if (_batch.Count == 0) _capture.Begin();
        var outputRow = _batch.Outputs;
        var row = _batch.Add(text.Tokens[position], position, running.Sequence, output: wanted && _outputs);
        if (wanted) _capture.Want(row, outputRow, running.Sums);
    }

    private void Flush(CaptureSink sink)
    {
        if (_batch.Count == 0) return;
        _hook.Begin();
        _hook.Visitor = _capture;
        try
        {
            _context.Decode(_batch);
        }
        finally
        {
            _hook.Visitor = null;
            _batch.Clear();
        }

        _hook.Rethrow();
        _capture.RequireComplete();
        foreach (var done in _running.Where(r => r.Done == r.Text.End)) Deliver(done, sink);
        _running.RemoveAll(r => r.Done == r.Text.End);
    }

    private void Deliver(Running done, CaptureSink sink)
    {
        var width = _context.Model.Width;
        TensorPrimitives.Divide(done.Sums, done.Text.End - done.Text.First, done.Sums);
        for (var l = 0; l < Layers.Count; l++) sink(done.Index, Layers[l], done.Sums.AsSpan(l * width, width), done.Sums[(Layers.Count * width) + l]);
        _context.Cache.Remove(done.Sequence);
        _pool.Push(done.Sums);
    }

    private void Check(CaptureText text, int index)
    {
        if (text.First < 0 || text.End <= text.First || text.End > text.Tokens.Count) throw new InputException($"Text {index} has {text.Tokens.Count} tokens; the span {text.First} to {text.End} is not inside it.");
        if (text.End > _longest) throw new InputException($"Text {index} needs {text.End} tokens, this tap was made for texts of up to {_longest}.");
    }

    private SequenceId FreeSequence()
    {
        for (var s = 0; s < MaxTexts; s++)
        {
            if (!_running.Any(r => r.Sequence.Value == s)) return new SequenceId(s);
        }

        throw new InvalidOperationException("No sequence is free."); // the caller flushes before there are too many
    }

    private float[] Sums()
    {
        var sums = _pool.Count > 0 ? _pool.Pop() : new float[Layers.Count * (_context.Model.Width + 1)];
        Array.Clear(sums);
        return sums;
    }
}
