using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Training;

/// <summary>
/// The batches of a training: each step takes one length of window, drawn so that every document comes as often as any other whose length has
/// begun by then. Short documents first teach a small model what it later finds in long ones, at a fraction of the attention. Lessons of the same
/// length share a step, each window drawn by itself: a step of one lesson alone takes back a little of what the others taught.
/// </summary>
internal sealed class TrainingFeed
{
    private readonly TrainingPlan _plan;
    private readonly IReadOnlyList<WindowLength> _lengths;
    private readonly WindowShelf _training, _validation;
    private readonly WindowStream[] _streams;

    /// <param name="doses">Of each place.</param>
    public TrainingFeed(TrainingShape shape, TrainingPlan plan, TokenDocuments training, TokenDocuments validation, int doses = 0)
    {
        (_plan, _lengths) = (plan, plan.LengthsOf(shape));
        var batches = plan.WindowsPerStep / plan.WindowsAtOnce;
        int[] contexts = [.. _lengths.Select(l => l.Context)];
        (_training, _validation) = (new WindowShelf(training, contexts), new WindowShelf(validation, contexts));
        Sizes = [.. contexts.Select((c, i) => new WindowSize(c, _lengths[i].Windows > 0 ? _lengths[i].Windows / batches : plan.WindowsAtOnce * (shape.Context / c), Math.Max(_training.Predicted(i), _validation.Predicted(i)), doses))];
        Sizes = [.. Sizes.Select(s => s with { Predicted = Sizes.Where(o => o.Context == s.Context && o.Windows == s.Windows).Max(o => o.Predicted) })];
        _streams = [.. Sizes.Select((s, i) => new WindowStream(epoch => new WindowPlan(training, _training.Of(i), s.Context, s.Predicted, unchecked(plan.Seed + ((ulong)(Sizes.Count - 1 - i) << 32)), epoch)))];
        if (Open(1).Count == 0) throw new InputException("No document fits into the windows of the first step: let a longer one begin at step 0.");
        foreach (var length in _lengths.Where(l => l.Until > 0))
        {
            if (Open(length.Until + 1).Count == 0) throw new InputException($"Behind step {length.Until} there are no documents: let the lessons of another length begin there, or those of {length.Context} tokens go on.");
        }
    }

    public IReadOnlyList<WindowSize> Sizes { get; }

    /// <summary>Where each length stands: epoch and next window.</summary>
    public IReadOnlyList<(long Epoch, long Window)> Places
    {
        get => [.. _streams.Select(s => (s.Epoch, s.Window))];
        set
        {
            foreach (var (i, (epoch, window)) in value.Index()) _streams[i].MoveTo(epoch, window);
        }
    }

    /// <summary>The length of a step, a function of its number alone.</summary>
    public int LengthOf(long step)
    {
        var open = Open(step);
        return Draw(open, i => Share(i) / Sizes[i].Places, new CounterRng(_plan.Seed ^ 0x6c656e677468, (ulong)step).NextDouble());
    }

    private double Share(int length) => _training.Places[length] * _lengths[length].Share;

    private static int Draw(List<int> from, Func<int, double> share, double draw)
    {
        draw *= from.Sum(share);
        foreach (var i in from)
        {
            if ((draw -= share(i)) < 0) return i;
        }

        return from[^1];
    }

    private List<int> Open(long step) => [.. Enumerable.Range(0, _lengths.Count).Where(i => _lengths[i].From < step && (_lengths[i].Until == 0 || step <= _lengths[i].Until) && _training.Places[i] > 0)];

    /// <summary>Fills the windows of a step with documents of all lessons that have its length.</summary>
    public void Fill(long step, IEnumerable<WindowBatch> batches)
    {
        var size = Sizes[LengthOf(step)];
        var alike = Open(step).FindAll(i => Sizes[i] == size);
        var draws = new CounterRng(_plan.Seed ^ 0x6c6573736f6e, (ulong)step);
        foreach (var batch in batches)
        {
            batch.Clear();
            for (var slot = 0; slot < batch.Windows; slot++) _streams[Draw(alike, Share, draws.NextDouble())].Fill(batch, slot);
        }
    }

    /// <summary>The first windows of the validation documents, of every length its share of the tokens.</summary>
    public List<WindowBatch> Validation(Func<WindowSize, WindowBatch> make)
    {
        var (batches, all) = (new List<WindowBatch>(), (double)_validation.Places.Sum());
        foreach (var (i, size) in Sizes.Index())
        {
            if (_validation.Of(i).Count == 0) continue;
            var windows = new WindowPlan(_validation.Documents, _validation.Of(i), size.Context, size.Predicted, seed: 0, epoch: 0);
            var wanted = Math.Min(windows.Count, (int)Math.Ceiling(_plan.ValidationWindows * _validation.Places[i] / all) * (Sizes[^1].Context / size.Context));
            for (var w = 0; w < wanted; w++)
            {
                if (w % size.Windows == 0) batches.Add(make(size));
                windows.Fill(batches[^1], w % size.Windows, w);
            }
        }

        return batches.Sum(b => b.TotalWeight) > 0 ? batches : throw new InputException("No token of the validation documents has any weight.");
    }
}
