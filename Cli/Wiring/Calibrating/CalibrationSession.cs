using System.CommandLine;
using System.Diagnostics;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Models;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>One calibration: reference people first, then trait by trait; all answers go through the work file.</summary>
internal sealed class CalibrationSession : IDisposable
{
    private const string WorkFile = "calibration.answers";
    private const int Wording = 1;
    private readonly ParseResult _parsed;
    private readonly string _sha256;
    private readonly string _folder;
    private readonly SortedDictionary<char, DoseCard> _cards;
    private readonly CalibrationSettings _settings;
    private readonly TextWriter _error;
    private readonly CancellationToken _cancellation;
    private readonly PromptLibrary _prompts;
    private readonly TestForm _form;
    private readonly TestForm _scenarios;
    private readonly Respondents _respondents;
    private readonly List<Respondent> _people;
    private readonly string _peopleSha256;
    private readonly CalibrationMinds _minds;
    private ProgressLine? _line;
    private long? _firstAnswer;
    private long _lastAnswer;

    public CalibrationSession(ParseResult parsed, LlamaModel model, string sha256, string folder, IReadOnlyDictionary<char, DoseCard> cards, CalibrationSettings settings, TextWriter error, CancellationToken cancellation)
    {
        (_parsed, _sha256, _folder, _settings, _error, _cancellation) = (parsed, sha256, folder, settings, error, cancellation);
        _cards = new SortedDictionary<char, DoseCard>(cards.ToDictionary(), Comparer<char>.Create((a, b) => Order(a).CompareTo(Order(b))));
        var prompts = _prompts = new PromptLibrary(parsed.GetValue(CalibrateOptions.Prompts) ?? Folders.Prompts);
        _form = TestForm.Load(prompts, parsed.GetRequiredValue(CalibrateOptions.Instrument));
        _scenarios = TestForm.Load(prompts, TestForm.Scenarios);
        _respondents = new Respondents(prompts);
        var (people, hash) = ReferencePeople.Load(prompts);
        _peopleSha256 = hash;
        _people = [.. people.People.Take(CalibrateOptions.People(parsed)).Select(p => _respondents.Described(p, Wording))];
        _minds = new CalibrationMinds(model, sha256, [_form, _scenarios], _people, parsed.GetValue(CalibrateOptions.Parallel), parsed.GetValue(CalibrateOptions.Threads), parsed.GetValue(CalibrateOptions.Flash));
    }

    /// <summary>Questions that were asked, of them those that the work file knew already.</summary>
    public long Questions { get; private set; }

    public long Known { get; private set; }

    public double Seconds { get; private set; }

    private string WorkPath => Path.Combine(_folder, WorkFile);

    /// <summary>The cards with what was measured.</summary>
    public SortedDictionary<char, DoseCard> Run()
    {
        var start = Stopwatch.GetTimestamp();
        using var file = new SheetFile(WorkPath);
        Known = file.Count;
        var scope = _parsed.GetValue(CalibrateOptions.Scope);
        var bench = new CalibrationBench(_minds.Make, _respondents, scope, file, string.Join('\n', _minds.Settings), _parsed.GetValue(CalibrateOptions.LeastMass), Count, _cancellation);
        var materials = _cards.ToDictionary(c => c.Key, c => TraitMaterial.Read(_folder, c.Key, c.Value, _settings)); // what is missing is said before hours of questions
        Announce(bench);
        try
        {
            var done = new SortedDictionary<char, DoseCard>(_cards.Comparer);
            var reference = Answered(bench) ? bench.Ask(_form, _people) : [];
            var letters = string.Concat(_cards.Keys);
            foreach (var (trait, card) in _cards)
            {
                var next = letters[(letters.IndexOf(trait) + 1) % letters.Length];
                var calibrator = new TraitCalibrator(bench, _form, reference, _settings, _minds.Settings, _peopleSha256);
                // another trait's vector is compared where it stands at the same blocks
                var deranged = next != trait && materials[next].Real.Layers.SequenceEqual(materials[trait].Real.Layers) ? ("deranged " + next, materials[next].Real) : ((string, Vectors.Directions.LayerVectors)?)null;
                var (calibration, controls) = calibrator.Run(materials[trait], deranged);
                done[trait] = card with { Calibration = calibration, Controls = controls, Leakage = null, Capability = null };
            }

            Leakage(bench, reference, materials, done);
            Capability(scope, materials, done);
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return Opened(Family(done));
        }
        catch (OperationCanceledException)
        {
            _line?.Dispose();
            _error.WriteLine($"persim: what was answered is kept in {Folders.Show(WorkPath)}; the same command goes on from there.");
            throw;
        }
        finally
        {
            _line?.Dispose();
        }
    }

    /// <summary>The cards are written: the answers are no longer needed.</summary>
    public void Finish()
    {
        if (!_parsed.GetValue(CalibrateOptions.Keep)) File.Delete(WorkPath);
    }

    public void Dispose() => _line?.Dispose();

    private void Count(int questions)
    {
        Questions += questions;
        (_firstAnswer, _lastAnswer) = (_firstAnswer ?? Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        _line?.Advance(questions);
    }

    private bool Answered(CalibrationBench bench) => bench.Ask(_form, [Dosing.None])[0].Responses.Any(r => r.Counts);

    // the first sheet is needed anyway, and says how long the others will take; what comes before its first answer is done once
    private void Announce(CalibrationBench bench)
    {
        bench.Ask(_form, [Dosing.None]);
        var each = Stopwatch.GetElapsedTime(_firstAnswer!.Value, _lastAnswer).TotalSeconds / (2 * _form.Items.Count);
        var planned = Planned();
        _line = new ProgressLine(_error, "calibrating", planned);
        _error.WriteLine($"persim: about {planned:N0} questions, {(Known > 0 ? $"of which {Known} sheets are known from before" : $"{Duration(planned * each)} by the first {2 * _form.Items.Count}")}. Stopped at any time, the same command goes on.");
    }

    private long Planned() => Planned(_form, _settings, _people.Count, _cards.Count);

    /// <summary>About how many questions a calibration asks, leakage and capability not counted.</summary>
    public static long Planned(TestForm form, CalibrationSettings settings, int people, int traits)
    {
        long whole = 2 * form.Items.Count, own = whole / Math.Max(1, form.Items.Select(i => i.Trait).Distinct().Count());
        var curve = settings.Doses.Count + 4L;
        var controls = 2L * (1 + settings.Permuted + settings.Isotropic + (2 * settings.KlMatched) + 4);
        return (people * whole) + (traits * ((curve * whole) + ((controls + settings.AskedUnits + 4) * own)));
    }

    private void Leakage(CalibrationBench bench, IReadOnlyList<Engine.Measures.Psychometrics.AnswerSheet> reference, Dictionary<char, TraitMaterial> materials, SortedDictionary<char, DoseCard> done)
    {
        var steered = done.Where(d => d.Value.Calibration!.Reach is not null).Select(d => new LeakageStudy.Steered(d.Key, materials[d.Key].Named, d.Value.Calibration!)).ToList();
        if (_parsed.GetValue(CalibrateOptions.Quick) || steered.Count < 2) return;
        var section = new LeakageStudy(bench, _form, _scenarios, reference).Run(steered);
        foreach (var trait in steered) done[trait.Trait] = done[trait.Trait] with { Leakage = section };
    }

    private void Capability(Engine.Minds.DoseScope scope, Dictionary<char, TraitMaterial> materials, SortedDictionary<char, DoseCard> done)
    {
        if (_parsed.GetValue(CalibrateOptions.Quick)) return;
        var study = new CapabilityStudy(_minds.Make, _prompts, _respondents, scope, _cancellation);
        foreach (var (trait, card) in done.Where(d => d.Value.Calibration!.Reach is not null).ToList())
        {
            var rising = card.Calibration!.Rising;
            done[trait] = card with { Capability = study.Run(materials[trait].Named, [.. rising.Select(r => r.Raw).Append(0).Distinct().Order()], materials[trait].Residual) };
        }
    }

    // counted before anybody sees a result, so that none was seen uncounted
    private SortedDictionary<char, DoseCard> Opened(SortedDictionary<char, DoseCard> cards)
    {
        var openings = OpeningsFile.Count(_folder, _sha256, cards.Values.Any(c => c.Leakage is not null) ? [_form.Name, _scenarios.Name] : [_form.Name]);
        foreach (var trait in cards.Keys.ToList()) cards[trait] = cards[trait] with { Openings = openings, Verified = [] };
        return cards;
    }

    private static SortedDictionary<char, DoseCard> Family(SortedDictionary<char, DoseCard> cards)
    {
        var measured = cards.Where(c => c.Value.Controls?.P is not null).ToList();
        var adjusted = SteeringVerdict.Holm([.. measured.Select(m => m.Value.Controls!.P!.Value)]);
        foreach (var ((trait, card), p) in measured.Zip(adjusted)) cards[trait] = card with { Controls = card.Controls! with { Adjusted = CardFile.Round(p), Family = cards.Count } };
        return cards;
    }

    public static string Duration(double seconds) => seconds < 90 ? $"{seconds:0} s" : seconds < 5400 ? $"{seconds / 60:0} min" : $"{seconds / 3600:0.0} h";

    private static int Order(char trait) => Vectors.Contrast.TraitFacets.Letters.IndexOf(trait, StringComparison.Ordinal);
}
