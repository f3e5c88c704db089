using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Steering;

/// <summary>
/// Which batches a cache for each sequence computes in their own order, as one micro-batch: sequence after sequence, numbers consecutive and
/// ascending, equally many tokens each. Anything else the library splits and reorders (split_equal), and a row would get a neighbour's vector.
/// A unified cache keeps every order.
/// </summary>
internal static class RowOrder
{
    /// <summary>Null when the rows keep their order, otherwise what is wrong with the batch.</summary>
    public static string? Fault(DecodeBatch batch)
    {
        var first = batch.Sequence(0).Value;
        var length = 1;
        while (length < batch.Count && batch.Sequence(length).Value == first) length++;
        for (var row = 0; row < batch.Count; row++)
        {
            if (batch.SequencesOf(row).Length > 1) return $"row {row} belongs to several sequences";
            var expected = first + (row / length);
            if (batch.Sequence(row).Value != expected) return $"row {row} belongs to sequence {batch.Sequence(row).Value}, sequence {expected} was expected ({length} rows a sequence)";
        }

        return batch.Count % length == 0 ? null : $"sequence {batch.Sequence(batch.Count - 1).Value} has {batch.Count % length} rows, {length} were expected";
    }

    /// <summary>Refuses a batch that the library would reorder, before anything is computed.</summary>
    public static void Require(LlamaContext context, DecodeBatch batch)
    {
        if (!context.Options.UnifiedKv && Fault(batch) is { } fault) throw new InvalidOperationException($"A cache for each sequence would reorder this batch, and its rows would be steered by each other's vectors: {fault}. Add equally many tokens of consecutive sequences, one sequence after the other.");
    }
}
