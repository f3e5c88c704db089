using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Computing;

/// <summary>
/// Captures the sets, computes and judges the directions, and writes vectors and cards. Captured states lie in work files until everything is
/// written, so a computation that was stopped at any instant goes on, and ends with the same bytes as one that was not.
/// </summary>
public sealed class VectorComputer
{
    private const int BatchTokens = 512;
    private const int PageBatches = 8; // the most that a kill can cost
    private const int LongestStep = 256;
    private const string WorkEnding = ".captures";

    private readonly LlamaModel _model;
    private readonly ComputeRequest _request;
    private readonly SetCapture[] _sets; // traits, agree, valence
    private readonly CaptureSettings _settings;
    private readonly PoleRenderer _renderer;
    private readonly int[] _layers;

    /// <summary>Checks all that can be checked before anything is captured.</summary>
    public VectorComputer(LlamaModel model, ComputeRequest request)
    {
        (_model, _request) = (model, request);
        if (request.Method == Directions.DirectionMethod.ActAdd && request.Position != CapturePosition.Last) throw new InputException($"--method actadd is a single pair at its last token, so it takes --position last, not {request.Position.ToString().ToLowerInvariant()}.");
        if (request.Layers is { } given && (given.First < 1 || given.Last >= model.Layers)) throw new InputException($"--layers {given}: {Path.GetFileName(model.Path)} has {model.Layers} blocks and can be steered behind blocks 1 to {model.Layers - 1}.");
        foreach (var set in Sets()) RequireBothSplits(set);
        _layers = [.. Enumerable.Range(1, Math.Max(0, model.Layers - 2)).Union(request.Layers?.Layers ?? []).Order()];
        if (_layers.Length == 0) throw new InputException($"{Path.GetFileName(model.Path)} has {model.Layers} blocks, and none between the first and the last to steer behind.");
        _renderer = new PoleRenderer(model, request.Frames, request.Template);
        _sets = [.. Sets().Select(s => new SetCapture(s.Set, s.File, model, _renderer, request.Position))];
        var longest = (_sets.Max(s => s.Longest) + LongestStep - 1) / LongestStep * LongestStep;
        _settings = new CaptureSettings(request.Position, _renderer.TemplateSha256, _renderer.FramesSha256, $"llama.cpp {LlamaRuntime.Version}, {CpuBackend.Find()?.File ?? "no CPU build"}", BatchTokens, request.PageTokens ?? PageBatches * BatchTokens, longest, ThreadCount.Resolve(request.Threads), request.Flash, model.UsesGpu);
    }

    /// <summary>Tokens to capture in all.</summary>
    public long Tokens => _sets.Sum(s => s.Tokens);

    /// <summary>The tokens of every text, in the order in which they are captured.</summary>
    public IEnumerable<IReadOnlyList<int>> Texts() => _sets.SelectMany(s => s.Texts());

    /// <param name="progress">Hears how many of <see cref="Tokens"/> are done.</param>
    public ComputedVectors Run(Action<long>? progress = null, CancellationToken cancellation = default)
    {
        CreateFolder();
        var files = new List<CaptureFile>();
        try
        {
            var headers = _sets.Select(s => s.Header(_request.ModelSha256, _settings, _model.Width, _layers)).ToList();
            RequireSpace(headers);
            files.AddRange(headers.Zip(Sets(), (h, s) => CaptureFile.Continue(WorkPath(s), h)));
            var resumed = files.Sum(f => f.Count);
            Capture(files, progress ?? (_ => { }), cancellation);
            var computed = new VectorJudge(_model, _request, _settings, files).Judge() with { Texts = files.Sum(f => f.Count), Tokens = Tokens, Resumed = resumed };
            cancellation.ThrowIfCancellationRequested();
            foreach (var trait in computed.Traits.Where(t => t.Refused is null)) Write(trait);
            Close(files);
            if (!_request.KeepCaptures)
            {
                foreach (var set in Sets()) File.Delete(WorkPath(set));
            }

            return computed;
        }
        finally
        {
            Close(files);
        }
    }

    /// <summary>Where a set's states are kept while they are needed.</summary>
    public static string WorkPath(string folder, string set) => Path.Combine(folder, set + WorkEnding);

    private string WorkPath(NamedSet set) => WorkPath(_request.Folder, set.Set.Name);

    private IEnumerable<NamedSet> Sets() => [.. _request.Traits, _request.Agree, _request.Valence];

    private void Capture(List<CaptureFile> files, Action<long> progress, CancellationToken cancellation)
    {
        if (files.All(f => f.IsComplete)) return;
        using var tap = ActivationTap.Create(_model, _layers, _settings.LongestText, BatchTokens, _settings.Threads, _settings.Flash);
        long before = 0;
        for (var i = 0; i < files.Count; i++)
        {
            var start = before;
            _sets[i].Run(tap, files[i], done => progress(start + done), cancellation);
            before += _sets[i].Tokens;
        }
    }

    // what was measured of the very same vector stays true of it;
    // the card goes first and comes last: between the two there is a vector without a card, never one with another's
    private static void Write(TraitVector trait)
    {
        var card = CardFile.PathOf(trait.Path);
        try
        {
            var before = CardFile.Find(card);
            File.Delete(card);
            new ControlVector(trait.Computed.Model.Architecture, trait.Direction.Of(trait.Computed.Steered)).Write(trait.Path);
            var made = new DoseCard(DoseCard.FormatName, DoseCard.CurrentVersion, trait.Trait, Path.GetFileName(trait.Path), CardFile.Sha256Of(trait.Path), trait.Computed);
            CardFile.Write(card, before is not null && before.IsOfTheSame(made) ? before : made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{trait.Path} and its card cannot be written: {e.Message.TrimEnd('.')}. What was captured is kept; make room or rights, and run the same command again.", e);
        }
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(_request.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{_request.Folder} cannot be made: {e.Message.TrimEnd('.')}. Choose another folder with --out.", e);
        }
    }

    private void RequireSpace(IReadOnlyList<CaptureHeader> headers)
    {
        var there = Sets().Select(WorkPath).Where(File.Exists).Sum(p => new FileInfo(p).Length);
        var needed = headers.Sum(CaptureFile.Bytes) - there;
        if (_request.Folder.StartsWith(@"\\", StringComparison.Ordinal)) return; // a network folder has no drive to ask
        var free = new DriveInfo(Path.GetFullPath(_request.Folder)).AvailableFreeSpace;
        if (needed > free) throw new InputException($"{_request.Folder} has {free:N0} bytes free, and {needed:N0} are needed for captured states while vectors are computed: free some, compute fewer traits at once, or choose another folder with --out.");
    }

    private static void RequireBothSplits(NamedSet named)
    {
        foreach (var (split, what) in new[] { (ContrastSplit.Train, "train items: nothing to make a direction from"), (ContrastSplit.Test, "held-out items (\"split\": \"test\"): nothing to judge its direction with") })
        {
            if (!named.Set.Items.Any(i => i.Split == split)) throw new InputException($"{named.File}: {named.Set.Name} has no {what}. Add some, or take the set that ships in prompts/contrast.");
        }
    }

    private static void Close(List<CaptureFile> files)
    {
        foreach (var file in files) file.Dispose();
        files.Clear();
    }
}
