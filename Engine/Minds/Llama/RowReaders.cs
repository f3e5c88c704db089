using System.Runtime.ExceptionServices;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>One ask whose rows of a decode are to be read, and what came of it.</summary>
internal sealed class Reading(Slot slot, IAnswering answering)
{
    public Slot Slot { get; } = slot;

    public IAnswering Answering { get; } = answering;

    /// <summary>Null: it goes on.</summary>
    public Answered? Answered { get; private set; }

    /// <summary>Its row held no numbers; that ends this one ask.</summary>
    public bool IsBroken { get; private set; }

    public void Read(LogitRows logits)
    {
        try
        {
            Answered = Answering.Read(Slot, logits);
        }
        catch (BrokenLogitsException broken)
        {
            (Answered, IsBroken) = (Answering.Refuse("finite", broken.Message), true);
        }
    }
}

/// <summary>
/// Reads a step's rows on as many threads as decode, between two decodes. Asks do not know of each other, so which thread reads which row changes no answer.
/// </summary>
/// <param name="threads">Null: as many as decode, but one where there is little to read.</param>
internal sealed class RowReaders(LlamaContext context, int? threads = null)
{
    private const long FewLogits = 500_000; // below, about 0.3 ms, waking a thread costs more than it saves
    private readonly LogitRows[] _logits = [.. Enumerable.Range(0, threads ?? context.Threads).Select(_ => new LogitRows(context))];

    public void Read(IReadOnlyList<Reading> readings)
    {
        var together = Math.Min(_logits.Length, readings.Count);
        if (together < 2 || (threads is null && (long)readings.Count * context.Model.Vocabulary.Count < FewLogits))
        {
            foreach (var reading in readings) reading.Read(_logits[0]);
            return;
        }

        foreach (var reading in readings) context.Share(reading.Slot.Rows.First, reading.Slot.Rows.Count);
        var next = -1;
        try
        {
            Parallel.For(0, together, new ParallelOptions { MaxDegreeOfParallelism = together }, thread =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < readings.Count;) readings[i].Read(_logits[thread]);
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
