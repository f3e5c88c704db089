using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Synth;

/// <summary>Fills, quantises and writes rows a few chunks at a time: memory is two buffers a thread, whatever the model's size.</summary>
internal sealed class SynthRows(SynthSpec spec, GgufWriter writer, int threads, long total)
{
    private const int ChunkElements = 1 << 18; // 1 MiB of floats: stays in the cache, long enough to outweigh the hand-over

    private readonly float[][] _floats = new float[threads][];
    private readonly byte[][] _bytes = new byte[threads][];
    private readonly PlantedRows? _planted = spec.Planting is { } planting ? new PlantedRows(planting, spec) : null;
    private long _done;

    public void Write(IEnumerable<SynthTensor> tensors, IProgress<SynthProgress>? progress, CancellationToken cancel)
    {
        foreach (var tensor in tensors)
        {
            var type = SynthQuants.TypeOf(tensor, spec.Quant, spec.Shape);
            var rowBytes = (int)GgmlTypes.RowBytes(type, tensor.Columns);
            var rowsAtOnce = Math.Max(1, ChunkElements / tensor.Columns);
            var key = SynthWeights.Key(spec.Seed, tensor.Name);
            for (long row = 0; row < tensor.Rows; row += rowsAtOnce * threads)
            {
                cancel.ThrowIfCancellationRequested();
                var first = row; // for the closure: what a worker does depends on its rows alone
                var chunks = (int)Math.Min(threads, (tensor.Rows - first + rowsAtOnce - 1) / rowsAtOnce);
                int Rows(int chunk) => (int)Math.Min(rowsAtOnce, tensor.Rows - first - chunk * rowsAtOnce);
                if (chunks == 1) Make(0, tensor, key, type, first, Rows(0), rowBytes);
                else Parallel.For(0, chunks, c => Make(c, tensor, key, type, first + c * rowsAtOnce, Rows(c), rowBytes));
                for (var c = 0; c < chunks; c++)
                {
                    writer.Append(tensor.Name, _bytes[c].AsSpan(0, Rows(c) * rowBytes));
                    _done += Rows(c) * (long)rowBytes;
                }

                progress?.Report(new SynthProgress(tensor.Name, _done, total));
            }
        }
    }

    private unsafe void Make(int chunk, SynthTensor tensor, ulong key, GgmlType type, long firstRow, int rows, int rowBytes)
    {
        var columns = (int)tensor.Columns;
        if (_floats[chunk] is null || _floats[chunk].Length < rows * columns) _floats[chunk] = new float[rows * columns];
        if (_bytes[chunk] is null || _bytes[chunk].Length < rows * rowBytes) _bytes[chunk] = new byte[rows * rowBytes];
        var floats = _floats[chunk];
        for (var r = 0; r < rows; r++)
        {
            var row = floats.AsSpan(r * columns, columns);
            SynthWeights.Fill(row, key, firstRow + r, tensor.Mean, tensor.Deviation);
            _planted?.Change(tensor, firstRow + r, row);
        }

        // safe: both arrays are pinned and hold at least `rows` rows, the library writes rows * rowBytes and keeps no pointer
        fixed (float* source = floats)
        fixed (byte* target = _bytes[chunk])
        {
            var written = Ggml.ggml_quantize_chunk((int)type, source, target, 0, rows, columns, null);
            if ((long)written != (long)rows * rowBytes)
                throw new NativeException($"{tensor.Name}: ggml quantised {rows} rows to {type} as {written} bytes, expected {(long)rows * rowBytes}.");
        }
    }
}
