using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Remote;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Makes the minds that a configuration lists; one model file is loaded once, however many minds it stands behind.</summary>
internal sealed class RunMinds : IDisposable
{
    private const int PagePerParallel = 8; // a page is enough to keep the slots busy, and is what a kill can cost
    private const int RulePage = 256; // what a page's prompts take stays in the processor's cache
    // no longer prompt can be asked of a model of so short a context, and a cache for each ask is small; half as much again, because what an answer could need at most is kept free behind a prompt, and it is far more than answers take
    private const int ShortContext = 2048;
    private readonly ModelShelf _models;
    private readonly bool _ownsModels;

    private RunMinds(MindMap map, ModelShelf? models) => (Map, _models, _ownsModels) = (map, models ?? new ModelShelf(), models is null);

    public MindMap Map { get; private set; }

    /// <summary>SHA-256 of the directions' files, by name.</summary>
    public SortedDictionary<string, string> VectorHashes { get; } = new(StringComparer.Ordinal);

    /// <summary>What a dose of 1 of a direction adds, in lengths of the residual stream; those whose card says it.</summary>
    public SortedDictionary<string, double> VectorSizes { get; } = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of the dose cards of the arms' directions, by name; those that say something of doses.</summary>
    public SortedDictionary<string, string> CardHashes { get; } = new(StringComparer.Ordinal);

    /// <summary>What the cards say to a run that begins; null: nothing.</summary>
    public DoseTable? Doses { get; private set; }

    /// <summary>Traits whose cards say that they are not steered, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Tried { get; private set; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <param name="before">The manifest of a run that goes on: its ledgers count on, and what was measured at its start is not measured again.</param>
    /// <param name="models">Models that stay when these minds go; null: each is loaded for them alone.</param>
    public static RunMinds Make(RunConfig config, RunRequest request, IRunStore? store, RunManifest? before, TextWriter error, CancellationToken cancellation, ModelShelf? models = null)
    {
        var made = new RunMinds(new MindMap([]), models);
        try
        {
            var minds = new List<RunMind>();
            var wanted = RunVectors.Wanted(config.Persona, ArmsOf(config, request));
            if (config.Persona.Directions.Count > 0 && (request.Mock || Listed(config).Any(m => m.Key == MindMap.Default && m.Value.Kind == MindKind.Rule))) error.WriteLine("persim: note: rules have no activations: persona.directions does nothing in this run.");
            if (config.Persona.Match == DoseMatch.Achieved && wanted.OfArms.Count > 0 && request.Begins && (request.Mock || Listed(config).Any(m => m.Key == MindMap.Default && m.Value.Kind == MindKind.Rule))) throw new InputException("persona.match: achieved compares what texts and doses achieve in a model, and rules have neither curve: take persona.match: units, or a model (--model FILE).");
            foreach (var (name, mind) in Listed(config))
            {
                if (wanted.All.Count > 0 && name == MindMap.Default && mind.Kind == MindKind.Remote && !request.Mock) throw new InputException($"{(wanted.OfArms.Count > 0 ? $"The arm {config.Persona.Arm.ToString().ToLowerInvariant()}" : "persona.directions")} doses activations, and minds.{name} is a remote endpoint, which has none to reach: take --arm prompt or --arm none, or a model of your own (--model FILE).");
                var ledger = Ledger(name, mind, store);
                minds.Add(request.Mock || mind.Kind == MindKind.Rule ? new RunMind(name, new RuleMind(ledger), ledger, RulePage)
                    : mind.Kind == MindKind.Llama ? made.Llama(name, mind, wanted, config, request.Begins, ledger, before?.Minds.GetValueOrDefault(name), error, cancellation)
                    : Remote(name, mind, ledger));
            }

            made.Map = new MindMap(minds);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Names and page sizes alone, as the manifest has them: for what reads a record and asks no mind.</summary>
    public static MindMap Absent(RunManifest manifest, RunConfig config) => new(Listed(config).Select(m =>
        new RunMind(m.Key, null, new Ledger(m.Key), manifest.Pages.GetValueOrDefault(m.Key, RulePage)) { Steerable = manifest.Minds.GetValueOrDefault(m.Key)?.Settings.GetValueOrDefault("steering", "none") != "none" }));

    public static int PageOf(MindConfig mind, bool mock) => mock || mind.Kind == MindKind.Rule ? RulePage : PagePerParallel * mind.Parallel;

    public void Dispose()
    {
        Map.Dispose();
        if (_ownsModels) _models.Dispose();
    }

    /// <summary>The arms of a run's people: the run's, the other one of a mixed town, those of a table.</summary>
    public static IReadOnlyList<Arm> ArmsOf(RunConfig config, RunRequest request)
    {
        var persona = config.Persona;
        IEnumerable<Arm> arms = persona.OtherArm is { } other ? [persona.Arm, other] : [persona.Arm];
        return persona.Table is { } table ? [.. arms.Concat(PeopleTable.ArmsIn(request.People ?? table, config.Population, persona.Directions.Keys)).Distinct()] : [.. arms];
    }

    public static IEnumerable<KeyValuePair<string, MindConfig>> Listed(RunConfig config) =>
        config.Minds.Count > 0 ? config.Minds.OrderBy(m => m.Key, StringComparer.Ordinal) : [new(MindMap.Default, new MindConfig { Kind = MindKind.Rule })];

    private static Ledger Ledger(string name, MindConfig mind, IRunStore? store) => new(
        name,
        new LedgerCaps { Calls = mind.Caps.Calls, Tokens = mind.Caps.Tokens, Seconds = mind.Caps.Seconds, Cost = mind.Caps.Cost },
        mind.Prices is { } prices ? new Prices(prices.Input, prices.Output, prices.CachedInput) : null,
        store is null ? null : RunSession.Spent(store, name));

    private static RunMind Remote(string name, MindConfig mind, Ledger ledger)
    {
        var options = new RemoteOptions
        {
            Protocol = Enum.Parse<Engine.Minds.Remote.RemoteProtocol>(mind.Protocol.ToString()),
            Endpoint = mind.Endpoint is { } address ? Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new InputException($"minds.{name}.endpoint: '{address}' is no address such as http://127.0.0.1:8000/v1.") : null,
            Model = mind.Model,
            KeyVariable = mind.KeyVariable,
            MaxTokens = mind.MaxTokens,
            Temperature = (float)mind.Temperature,
            TopP = (float)mind.TopP,
            Concurrency = mind.Parallel,
            DropOptional = mind.DropOptional,
        };
        return new RunMind(name, RemoteMind.Connect(options, ledger), ledger, PageOf(mind, mock: false)) { KeepsArrivals = true };
    }

    private RunMind Llama(string name, MindConfig mind, WantedDirections directions, RunConfig config, bool begins, Ledger ledger, MindDescription? before, TextWriter error, CancellationToken cancellation)
    {
        if (mind.Model is not { Length: > 0 } wanted) throw new InputException($"minds.{name} is a llama mind without a model: give it a GGUF file (minds.{name}.model), --model FILE on the command line, or --mock to run the rules.");
        var path = Find(name, wanted);
        var model = _models.Take(path, error, mind.GpuLayers, cancellation);
        var layers = new SortedDictionary<string, IReadOnlyDictionary<int, float[]>>(StringComparer.Ordinal);
        var steering = directions.All.Count == 0 ? null : RunVectors.Load(model, path, mind.Vectors, directions, config.Seed, VectorHashes, error, VectorSizes, layers);
        if (directions.OfArms.Count > 0) Cards(name, mind.Vectors ?? VectorFiles.FolderOf(path), directions.OfArms, ModelCard.Read(path).Sha256, config, begins, layers);
        var measured = before?.Settings;
        var options = new LlamaMindOptions
        {
            Parallel = mind.Parallel,
            Cells = mind.Cells,
            AskCells = mind.AskCells ?? (mind.Cells is null && model.TrainedContext is > 0 and <= ShortContext and var context ? context * 3 / 2 : null),
            Layout = measured?.GetValueOrDefault("layout") is { } layout ? Enum.Parse<CacheLayout>(layout, ignoreCase: true) : CacheLayout.Auto,
            BatchTokens = mind.BatchTokens,
            MaxTokens = mind.MaxTokens,
            ThoughtTokens = mind.ThoughtTokens,
            Sampling = new SamplerSettings { Temperature = (float)mind.Temperature, TopP = (float)mind.TopP, TopK = mind.TopK },
            FlashAttention = measured?.GetValueOrDefault("flash") is { } flash ? Enum.Parse<FlashAttention>(flash, ignoreCase: true) : Enum.Parse<FlashAttention>(mind.Flash.ToString()),
            PadRows = measured?.GetValueOrDefault("padded") is { } padded && padded != "no",
            Threads = mind.Threads ?? (measured?.GetValueOrDefault("threads") is { } threads ? int.Parse(threads, CultureInfo.InvariantCulture) : null),
            ChatTemplate = mind.ChatTemplate,
            DropOptional = mind.DropOptional,
            Steering = steering,
        };
        var card = ModelCard.Read(path);
        return new RunMind(name, new Described(RememberedFlash.Open(model, card.Sha256, options, ledger), card), ledger, PageOf(mind, mock: false)) { Steerable = steering is not null };
    }

    // a run that goes on has its doses in its folder: what became of the cards is noticed, and nothing else
    private void Cards(string mind, string folder, IReadOnlyList<string> directions, string sha256, RunConfig config, bool begins, SortedDictionary<string, IReadOnlyDictionary<int, float[]>> layers)
    {
        if (!begins)
        {
            foreach (var (name, hash) in DoseCards.HashesIn(folder, directions)) CardHashes[name] = hash;
            return;
        }

        var cards = DoseCards.Read(folder, directions, sha256, config.Persona.Scope);
        var arms = new SortedDictionary<string, IReadOnlyDictionary<int, float[]>>(layers.Where(l => directions.Contains(l.Key)).ToDictionary(l => l.Key, l => l.Value), StringComparer.Ordinal);
        var table = cards.Table(config.Persona.Within == DoseRange.Usable, arms, LevelsOf(config.Persona), config.Persona.Leakage);
        if (Doses is { } other && table?.Write() != other.Write()) throw new InputException($"minds.{mind} has other dose cards than another mind of this run, and people's doses are counted in one: give one of the two a folder of vectors without cards, or calibrate both on one model.");
        (Doses, Tried) = (table, cards.Tried);
        foreach (var (name, hash) in cards.Hashes) CardHashes[name] = hash;
    }

    /// <summary>The curves that doses are matched with; null: with none.</summary>
    public static LevelFile? LevelsOf(PersonaConfig persona)
    {
        if (persona.Match == DoseMatch.Units) return null;
        return persona.Levels is { Length: > 0 } path ? LevelFile.Read(path) : throw new InputException("persona.match: achieved wants the texts' curve, and persona.levels names no file: make it with persim probe MODEL --level 1..7 --json > levels.json, and set persona.levels=levels.json.");
    }

    private static string Find(string mind, string wanted)
    {
        try
        {
            return ModelFiles.Find(wanted);
        }
        catch (InputException e)
        {
            throw new InputException($"minds.{mind}: {e.Message} --model FILE takes another one, --mock runs the study's rules without a model.", e);
        }
    }

    /// <summary>A llama mind whose description names the content of its model file and where that comes from, not only the file's name.</summary>
    private sealed class Described(LlamaMind mind, ModelCard card) : IMind
    {
        public MindDescription Description { get; } = mind.Description with { Settings = card.AddTo(mind.Description.Settings) };

        public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default) => mind.Answer(page, answered, cancellation);

        public void Dispose() => mind.Dispose();
    }
}
