using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PersonaSim.Native.Training;

/// <summary>
/// Trains a model from its first weights, or from a checkpoint on. The result is a function of shape, plan, documents and workers: one that
/// was stopped and went on ends with the same bits as one that was not.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingMachine _machine;
    private readonly TrainingPlan _plan;
    private readonly TrainingFiles _files;
    private readonly LossLog _log;
    private readonly TrainingFeed _feed;
    private readonly List<WindowBatch> _validation;
    private readonly List<WindowBatch>[] _steps; // by length
    private readonly string _name;
    private readonly Func<long, string> _fingerprint; // behind a step
    private readonly StartFile? _start;
    private TrainingPoint _point;

    /// <param name="folder">Where checkpoint and losses are kept; it must exist.</param>
    /// <param name="workers">Batches computed side by side; part of what decides the result's last bits.</param>
    /// <param name="directions">What doses of documents add; null: no document has any.</param>
    /// <param name="start">Whose weights it begins with, without their moments; null: with new ones.</param>
    public Trainer(TrainingShape shape, TrainingPlan plan, TokenDocuments training, TokenDocuments validation, string folder, int workers, bool gpu = false, DosedDirections? directions = null, StartFile? start = null)
    {
        plan.Require();
        if (training.Count == 0 || validation.Count == 0) throw new InputException($"A training needs documents to learn from and to be validated on, not {training.Count} and {validation.Count}.");
        (_plan, _files, _name) = (plan, new TrainingFiles(folder), Path.GetFileName(folder));
        _log = new LossLog(_files.Losses);
        _feed = new TrainingFeed(shape, plan, training, validation, directions?.Count ?? 0);
        // more workers than batches in a step would only take memory
        _machine = new TrainingMachine(shape, _feed.Sizes, Math.Min(workers, plan.WindowsPerStep / plan.WindowsAtOnce), gpu, directions: directions);
        _steps = [.. _feed.Sizes.Select(s => Enumerable.Range(0, plan.WindowsPerStep / plan.WindowsAtOnce).Select(_ => TrainingMachine.NewBatch(s)).ToList())];
        _validation = _feed.Validation(TrainingMachine.NewBatch);
        var texts = (training.Fingerprint(), validation.Fingerprint());
        _start = start;
        var origin = directions is null && start is null ? "" : $"|{start?.Sha256}|{directions?.Fingerprint()}";
        _fingerprint = step => Fingerprint(shape, plan, texts, workers, gpu, origin, step);
        _point = new TrainingPoint(_fingerprint(0), 0, _feed.Places, 0, double.PositiveInfinity, 0, 0, 0);
    }

    /// <summary>Bytes of weights, moments, gradients and results.</summary>
    public long MemoryBytes => _machine.MemoryBytes;

    public long Step => _point.Step;

    public TrainingShape Shape => _machine.Shape;

    public IReadOnlyList<TrainingProgress> Losses => _log.Rows;

    /// <summary>Begins anew; a checkpoint that is there is replaced at the next one.</summary>
    /// <param name="meanings">What tokens say, for the first columns of their embeddings.</param>
    public void Begin(TokenMeanings? meanings = null)
    {
        if (_start is null) WeightStart.Fill(_machine, _plan.Seed, meanings, _plan.Meaning);
        else _start.Fill(_machine);
    }

    /// <summary>Goes on from the checkpoint; without one this is an error.</summary>
    public void Resume()
    {
        if (!File.Exists(_files.Checkpoint)) throw new InputException($"There is no checkpoint {_files.Checkpoint} to go on from: start without --resume.");
        _point = _files.Load(_machine, _fingerprint);
        _feed.Places = _point.Places;
        _log.Load(_point.Step, _plan.Steps);
    }

    /// <summary>Trains to the end, or until it is asked to stop; then a checkpoint is written behind the step under way.</summary>
    public TrainingOutcome Run(Action<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        var before = _point.Tokens;
        while (_point.Step < _plan.Steps && !Exhausted && !stop.IsCancellationRequested)
        {
            var row = MakeStep(clock, before);
            _log.Add(row);
            progress?.Invoke(row);
            if (_point.Step % _plan.CheckpointEvery == 0) Save();
        }

        Save();
        var end = Exhausted ? TrainingEnd.Early : _point.Step >= _plan.Steps ? TrainingEnd.Complete : TrainingEnd.Stopped;
        var validation = _point.Validation;
        if (end != TrainingEnd.Stopped && _plan.Patience > 0 && _point.Best < validation) validation = _files.LoadBest(_machine, _fingerprint).Validation;
        return new TrainingOutcome(end, _point.Step, _point.Loss, validation, _point.Tokens, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Writes the weights as a model file.</summary>
    public void Export(string path, BpeVocabulary vocabulary, ModelExportOptions options) => ModelExport.Write(_machine, path, vocabulary, options);

    public void Dispose() => _machine.Dispose();

    private bool Exhausted => _plan.Patience > 0 && _point.Stale >= _plan.Patience;

    private TrainingProgress MakeStep(Stopwatch clock, long before)
    {
        var step = _point.Step + 1;
        var length = _feed.LengthOf(step);
        var batches = _steps[length];
        _feed.Fill(step, batches);
        var weight = batches.Sum(b => b.TotalWeight);
        if (weight <= 0) throw new InputException($"Step {step} has no token of any weight: give the corpus' documents weights above 0.");
        var loss = _machine.Accumulate(batches, (float)(1 / weight));
        var rate = _plan.RateAt(step);
        var norm = _machine.Step(new AdamW(rate, _plan.Beta1, _plan.Beta2, _plan.Epsilon, _plan.Decay, _plan.Clip), step);
        _point = _point with { Fingerprint = _fingerprint(step), Step = step, Places = _feed.Places, Tokens = _point.Tokens + batches.Sum(b => (long)b.Filled), Loss = loss };
        double? looked = step % _plan.ValidateEvery == 0 || step == _plan.Steps ? Validate() : null;
        return new TrainingProgress(step, _plan.Steps, loss, looked, rate, norm, _point.Tokens, (_point.Tokens - before) / Math.Max(1e-9, clock.Elapsed.TotalSeconds));
    }

    private double Validate()
    {
        var loss = _machine.Evaluate(_validation, (float)(1 / _validation.Sum(b => b.TotalWeight)));
        var better = loss < _point.Best;
        _point = _point with { Validation = loss, Best = better ? loss : _point.Best, Stale = better ? 0 : _point.Stale + 1 };
        if (better && _plan.Patience > 0) _files.SaveBest(_machine, _point);
        return loss;
    }

    private void Save()
    {
        _files.Save(_machine, _point);
        _log.Save();
        LossLog.Replace(_files.Chart, LossChart.Draw(_log.Rows, _name));
    }

    // not the number of steps, and neither when lessons still to come begin, or how often they come, nor how the rate turns from here on: a training may be made longer or shorter on the way, or wait until a lesson
    // is learnt. Then it follows the new schedule, and ends as if it had from the start unless the rate of
    // steps already made would have been another (another number of steps, behind the hold)
    private static string Fingerprint(TrainingShape shape, TrainingPlan plan, (string Training, string Validation) texts, int workers, bool gpu, string origin, long step)
    {
        var lengths = plan.LengthsOf(shape).Select(l => l with { From = Math.Min(l.From, step), Until = l.Until >= step ? 0 : l.Until, Share = l.From < step ? l.Share : 1 });
        var turns = plan.Turns.Where((t, i) => i == 0 ? t.Step <= step : plan.Turns[i - 1].Step < step);
        var text = string.Create(CultureInfo.InvariantCulture, $"4|{shape}|{plan with { Steps = 0, Lengths = [], Turns = [] }}|{string.Join(';', lengths)}|{string.Join(';', turns)}|{texts.Training}|{texts.Validation}|{workers}|{gpu}{origin}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
