using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>Minds of one loaded model whose settings were measured once, so that all tables of directions are asked alike.</summary>
internal sealed class CalibrationMinds
{
    private const int TemplateTokens = 64; // what a chat template puts around the blocks, and the answer
    private const float MostRaw = 1e3f; // mixes of doses may go beyond a single one's range
    private readonly LlamaModel _model;
    private readonly LlamaMindOptions _options;
    private readonly Ledger _ledger = new("calibrate");

    public CalibrationMinds(LlamaModel model, string sha256, IReadOnlyList<TestForm> forms, IEnumerable<Respondent> longest, int parallel, int? threads, FlashAttention flash)
    {
        _model = model;
        var cells = ContextOptions.Padded(LongestAsk(model, forms, longest));
        _options = new LlamaMindOptions { Parallel = parallel, Prefixes = 2, Cells = (parallel + 2) * cells, AskCells = cells, FlashAttention = flash, Threads = threads };
        using var mind = RememberedFlash.Open(model, sha256, _options, _ledger);
        var settings = mind.Description.Settings;
        _options = _options with { FlashAttention = mind.Flash.Flash, PadRows = mind.Flash.PadRows, Layout = Enum.Parse<CacheLayout>(settings["layout"], ignoreCase: true) };
        Settings = new SortedDictionary<string, string>(settings.Where(s => s.Key is not ("steering" or "flash_measured" or "layout_why")).ToDictionary(), StringComparer.Ordinal) { ["kind"] = "llama", ["model_sha256"] = sha256 };
    }

    /// <summary>Tokens of the longest question behind the longest introduction.</summary>
    public static int LongestAsk(LlamaModel model, IReadOnlyList<TestForm> forms, IEnumerable<Respondent> people)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal); // settings are shared by all
        int Tokens(string text) => known.TryGetValue(text, out var tokens) ? tokens : known[text] = model.Vocabulary.Tokenize(text.AsSpan(), special: false).Length;
        return people.Max(r => r.Blocks.Sum(b => Tokens(b.Text))) + forms.SelectMany(f => f.Items).SelectMany(i => new[] { i.Forward, i.Reversed }).Max(Tokens) + TemplateTokens;
    }

    /// <summary>What answers depend on besides the questions and the directions.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public IMind Make(IReadOnlyList<NamedDirection> directions)
    {
        SteeringTable? table = null;
        foreach (var direction in directions)
        {
            table ??= new SteeringTable(_model.Width, _model.Layers);
            table.Add(direction.Name, direction.Layers, -MostRaw, MostRaw);
        }

        return new LlamaMind(_model, _options with { Steering = table }, _ledger);
    }
}
