namespace PersonaSim.Native.Training;

/// <summary>How a training proceeds.</summary>
public sealed record TrainingPlan
{
    public required long Steps { get; init; }

    /// <summary>Windows that make up a step; their gradients are gathered, some at a time.</summary>
    public required int WindowsPerStep { get; init; }

    /// <summary>Windows that a worker computes together: decides the memory, and the order of sums.</summary>
    public required int WindowsAtOnce { get; init; }

    public double Rate { get; init; } = 1e-3;

    /// <summary>Steps in which the rate rises from nothing.</summary>
    public long WarmUp { get; init; } = 100;

    /// <summary>The last step of the highest rate; behind it the rate falls.</summary>
    public long Hold { get; init; }

    /// <summary>The rate of the last step, as a share of the highest.</summary>
    public double FinalShare { get; init; } = 0.1;

    /// <summary>What the rate does in place of the cosine to the training's end, one behind the other. The last one's rate stays.</summary>
    public IReadOnlyList<RateTurn> Turns { get; init; } = [];

    /// <summary>How strongly the embeddings begin with what tokens say, where that is known.</summary>
    public double Meaning { get; init; }

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.95;

    public double Epsilon { get; init; } = 1e-8;

    public double Decay { get; init; } = 0.1;

    /// <summary>Longest gradient; 0: any.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Steps between two looks at the validation loss.</summary>
    public long ValidateEvery { get; init; } = 100;

    /// <summary>Validation windows looked at; the first ones, always the same.</summary>
    public int ValidationWindows { get; init; } = 64;

    /// <summary>Lengths of window, shortest first and the model's own last; a length may stand there several times, for lessons that begin one after the other. None: the model's own alone.</summary>
    public IReadOnlyList<WindowLength> Lengths { get; init; } = [];

    /// <summary>Stop after so many looks without a better validation loss, and keep the best weights; 0: never.</summary>
    public int Patience { get; init; }

    public long CheckpointEvery { get; init; } = 200;

    public ulong Seed { get; init; } = 1;

    /// <summary>The learning rate of a step, counted from 1: a straight rise, level, then half a cosine or what the turns say.</summary>
    public double RateAt(long step)
    {
        var next = Turns.TakeWhile(t => t.Step <= step).Count();
        if (next == 0) return CosineAt(step);
        var from = Turns[next - 1];
        if (next == Turns.Count) return from.Rate;
        var to = Turns[next];
        return from.Rate + ((to.Rate - from.Rate) * (step - from.Step) / (to.Step - from.Step));
    }

    private double CosineAt(long step)
    {
        if (step <= WarmUp) return Rate * step / WarmUp;
        var top = Math.Max(WarmUp, Hold);
        if (step <= top) return Rate;
        var share = (double)(step - top) / Math.Max(1, Steps - top);
        return Rate * (FinalShare + ((1 - FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, share)))));
    }

    internal IReadOnlyList<WindowLength> LengthsOf(TrainingShape shape)
    {
        if (Lengths.Count == 0) return [new WindowLength(shape.Context)];
        for (var i = 0; i < Lengths.Count; i++)
        {
            if (Lengths[i].Context < 2 || shape.Context % Lengths[i].Context != 0) throw new InputException($"A window of {Lengths[i].Context} tokens does not divide the model's context of {shape.Context}: a batch of each length must hold as many tokens.");
            var batches = WindowsPerStep / WindowsAtOnce;
            if (Lengths[i].Windows < 0 || Lengths[i].Windows % batches != 0) throw new InputException($"A step of {Lengths[i].Windows} windows of {Lengths[i].Context} tokens cannot be shared by {batches} batches: use {Math.Max(1, Lengths[i].Windows / batches) * batches}.");
            if (i > 0 && (Lengths[i].Context < Lengths[i - 1].Context || (Lengths[i].Context > Lengths[i - 1].Context && Lengths[i].From < Lengths[i - 1].From))) throw new InputException("The lengths of windows must not fall, and no longer one may begin before the one that stands in front of it.");
        }

        return Lengths[^1].Context == shape.Context ? Lengths : throw new InputException($"The longest window has {Lengths[^1].Context} tokens; it must be the model's context of {shape.Context}.");
    }

    public void Require()
    {
        if (Steps < 1 || WindowsAtOnce < 1) throw new InputException($"A training needs steps and windows, not {Steps} steps of {WindowsAtOnce} windows at once.");
        if (WindowsPerStep < WindowsAtOnce || WindowsPerStep % WindowsAtOnce != 0) throw new InputException($"A step of {WindowsPerStep} windows cannot be made of {WindowsAtOnce} at once: use {Math.Max(1, WindowsPerStep / WindowsAtOnce) * WindowsAtOnce} windows a step.");
        if (Turns.FirstOrDefault(t => t.Rate <= 0) is { } still) throw new InputException($"The rate's turn at step {still.Step} has no rate, and nothing would be learnt from there on: give it a rate above 0.");
        for (var i = 1; i < Turns.Count; i++)
        {
            if (Turns[i].Step <= Turns[i - 1].Step) throw new InputException($"The rate's turns must come one behind the other, and step {Turns[i].Step} stands behind step {Turns[i - 1].Step}.");
        }

        if (ValidateEvery < 1 || CheckpointEvery < 1 || ValidationWindows < 1) throw new InputException("Validation and checkpoints need an interval of at least one step, and validation at least one window.");
    }
}
