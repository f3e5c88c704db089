using System.Globalization;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Tests.Studies.Commons.Rules;

namespace PersonaSim.Engine.Tests.Studies.Commons;

/// <summary>People who graze one pasture: each takes what they choose, what is left grows back.</summary>
public sealed class CommonsStudy : IStudy, IProbeSubject
{
    private readonly StudyContext _context;
    private readonly Dictionary<string, double> _taken;

    public CommonsStudy(CommonsConfig config, StudyContext context)
    {
        (_context, Config) = (context, config);
        Capacity = Stock = config.Capacity * context.People.Count;
        _taken = context.People.ToDictionary(p => p, _ => 0.0, StringComparer.Ordinal);
        Phases = [new HarvestPhase(this, new CommonsRules(context.Tempers, context.Rng, this)), new GrowPhase(this)];
    }

    public CommonsConfig Config { get; }

    public IReadOnlyList<string> People => _context.People;

    /// <summary>What stands on the pasture now.</summary>
    public double Stock { get; internal set; }

    public double Capacity { get; }

    public string Name => "commons";

    public int StateVersion => 1;

    public IReadOnlyList<IPhase> Phases { get; }

    public double DoseFactor(string who) => 1; // no governor holds doses back here

    public double TakenBy(string who) => _taken[who];

    internal void Take(string who, double units)
    {
        _taken[who] += units;
        Stock = Math.Max(0, Stock - units); // shares of the last blades do not add up to the last bit
    }

    public Portrait Portray(string who, long tick) => new(who, [new PortraitPart("pasture", [$"has taken {Text(_taken[who])} units", $"{Text(Stock)} of {Text(Capacity)} units stand"])]);

    // what stands before any question to somebody: first what everybody shares, then what is their own
    public int SharedBlocks => 1;

    public IReadOnlyList<Block> Blocks(string who, long tick) =>
    [
        new Block("rules", "system", _context.Prompts["commons/rules"].Fill(("people", Text(People.Count)), ("most", Text(Config.Most))) + "\n"),
        new Block("you", "user", _context.Prompts["commons/you"].Fill(("name", who), ("taken", Text(_taken[who])), ("stock", Text(Stock)), ("capacity", Text(Capacity))) + "\n"),
    ];

    public IReadOnlyList<SpokenLine> Said(string who, int most) => []; // nobody talks

    public string Question(string name) => _context.Prompts[name].Fill();

    // everything that the configuration, the seed and the answers made, and nothing else
    public void Save(BinaryWriter writer)
    {
        writer.Write(Stock);
        foreach (var who in People) writer.Write(_taken[who]);
    }

    public void Load(BinaryReader reader)
    {
        Stock = reader.ReadDouble();
        foreach (var who in People) _taken[who] = reader.ReadDouble();
    }

    private static string Text(double units) => units.ToString("0.#", CultureInfo.InvariantCulture);
}
