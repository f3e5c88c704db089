namespace PersonaSim.Native.Training;

/// <summary>Windows without end, epoch after epoch; its place is two numbers.</summary>
/// <param name="plan">The windows of an epoch.</param>
internal sealed class WindowStream(Func<long, WindowPlan> plan)
{
    private WindowPlan? _plan;

    public WindowStream(TokenDocuments documents, int context, ulong seed) : this(epoch => new WindowPlan(documents, context, seed, epoch))
    {
    }

    public long Epoch { get; private set; }

    /// <summary>The next window of the epoch.</summary>
    public long Window { get; private set; }

    public void MoveTo(long epoch, long window)
    {
        (Epoch, Window, _plan) = (epoch, window, null);
    }

    /// <summary>Puts the next window into a batch.</summary>
    public void Fill(WindowBatch batch, int slot)
    {
        _plan ??= plan(Epoch);
        _plan.Fill(batch, slot, (int)Window);
        if (++Window >= _plan.Count) (Epoch, Window, _plan) = (Epoch + 1, 0, null);
    }
}
