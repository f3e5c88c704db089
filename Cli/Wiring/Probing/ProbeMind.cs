using System.CommandLine;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>The mind that fills in the forms, and what a document says of it.</summary>
internal sealed class ProbeMind : IDisposable
{
    private const int TemplateTokens = 64; // what a chat template puts around the blocks, and the answer
    private readonly LlamaModel? _model;

    private ProbeMind(IMind mind, Ledger ledger, string name, LlamaModel? model, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> vectors) => (Mind, Ledger, Name, _model, Settings, Vectors) = (mind, ledger, name, model, settings, vectors);

    public IMind Mind { get; }

    public Ledger Ledger { get; }

    public string Name { get; }

    /// <summary>What answers depend on besides the questions: the mind's own description, and the hash of the model's file.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>SHA-256 of each direction's file.</summary>
    public IReadOnlyDictionary<string, string> Vectors { get; }

    public static ProbeMind Rule(ProbePeople people)
    {
        // to a rule a direction without a trait is nothing, and a dose that does nothing in silence is a lie
        if (people.Directions.FirstOrDefault(d => d.Length != 1 || !Engine.Agents.Personas.Traits.Letters.Contains(d[0], StringComparison.Ordinal)) is { } strange) throw new InputException($"--mock answers by traits and knows no direction '{strange}'; dose E, A, C, N or O, or give a model.");
        var ledger = new Ledger("probe");
        return new ProbeMind(new RuleMind(ledger), ledger, "the rule", null, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["kind"] = "rule" }, new SortedDictionary<string, string>(StringComparer.Ordinal));
    }

    public static ProbeMind Of(ParseResult parsed, string model, Administration administration, IReadOnlyList<Respondent> respondents, IReadOnlyList<string> directions, CancellationToken cancellation)
    {
        var path = ModelFiles.Find(model);
        var folder = parsed.GetValue(ProbeOptions.Vectors) ?? VectorFiles.FolderOf(path);
        if (directions.FirstOrDefault(d => !File.Exists(Path.Combine(folder, d + ".gguf"))) is { } missing) throw new InputException($"The direction {missing} is dosed, and {Folders.Show(Path.Combine(folder, missing + ".gguf"))} does not exist; name the folder of the directions with --vectors.");
        var loaded = ModelFiles.Load(path, parsed.InvocationConfiguration.Error, parsed.GetValue(ProbeOptions.GpuLayers), cancellation);
        try
        {
            var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var (parallel, cells) = (parsed.GetValue(ProbeOptions.Parallel), Longest(loaded, administration, respondents));
            ModelFiles.WarnBeyondContext(loaded, cells, parsed.InvocationConfiguration.Error);
            var ledger = new Ledger("probe");
            var card = ModelCard.Read(path);
            var mind = RememberedFlash.Open(loaded, card.Sha256, new LlamaMindOptions
            {
                Parallel = parallel,
                Prefixes = 2,
                Cells = (parallel + 2) * cells,
                AskCells = cells,
                FlashAttention = parsed.GetValue(ProbeOptions.Flash),
                Threads = parsed.GetValue(ProbeOptions.Threads),
                Steering = directions.Count == 0 ? null : RunVectors.Load(loaded, path, folder, new WantedDirections([], directions, "--dose names"), 0, hashes, parsed.InvocationConfiguration.Error),
            }, ledger);
            var settings = card.AddTo(mind.Description.Settings);
            settings["kind"] = "llama";
            return new ProbeMind(mind, ledger, Path.GetFileName(path), loaded, settings, hashes);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Mind.Dispose();
        _model?.Dispose();
    }

    // the tokens of the longest question behind the longest introduction, so that every question can have a cache of its own
    private static int Longest(LlamaModel model, Administration administration, IReadOnlyList<Respondent> respondents)
    {
        int Tokens(string text) => model.Vocabulary.Tokenize(text.AsSpan(), special: false).Length;
        var question = administration.Form.Items.SelectMany(i => new[] { i.Forward, i.Reversed }).Max(Tokens);
        var known = new Dictionary<string, int>(StringComparer.Ordinal); // settings are shared by all
        var before = respondents.Max(r => r.Blocks.Sum(b => known.TryGetValue(b.Text, out var tokens) ? tokens : known[b.Text] = Tokens(b.Text)));
        return ContextOptions.Padded(before + question + TemplateTokens);
    }
}
