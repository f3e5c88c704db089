using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>A small model, two directions and a town: what the tests of the llama mind have in common.</summary>
public abstract class MindFixture(CacheLayout layout)
{
    private protected static readonly FieldsShape Action = Shape.Fields(
        new Field("action", Shape.Choice("talk", "work", "rest", "give", "go home")),
        new Field("target", Shape.Choice("Ada", "Bela", "Cyrus")),
        new Field("say", Shape.Text(40)),
        new Field("mood", Shape.Scale(1, 5)));

    private protected CacheLayout Layout { get; } = layout;

    private protected LlamaModel Model { get; private set; } = null!;

    /// <summary>32-bit weights: other batch shapes change only the order of sums.</summary>
    private protected LlamaModel Exact { get; private set; } = null!;

    private protected SteeringTable Directions { get; private set; } = null!;

    [OneTimeSetUp]
    public void Load()
    {
        Model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        Exact = LlamaModel.Load(TinyModel.Path("qwen2", "f32"));
        Directions = new SteeringTable(Model.Width, Model.Layers);
        foreach (var trait in new[] { "E", "A" })
        {
            var rng = new CounterRng(trait[0]);
            Directions.Add(trait, Enumerable.Range(1, Model.Layers - 2).ToDictionary(l => l, _ => Enumerable.Range(0, Model.Width).Select(_ => (float)rng.NextNormal() * 0.3f).ToArray()));
        }
    }

    [OneTimeTearDown]
    public void Free()
    {
        Model.Dispose();
        Exact.Dispose();
    }

    private protected LlamaMind Mind(SamplerSettings? sampling = null, int? cells = null, int? maxTokens = null, bool drop = false, LlamaModel? model = null, bool pad = false, int parallel = 8, int thoughts = 0, Ledger? ledger = null, bool steered = true, CacheLayout? layout = null, SteeringMode mode = SteeringMode.Patch, long? prefixMemory = null, int? readers = null) => new(model ?? Model, new LlamaMindOptions
    {
        Parallel = parallel,
        Prefixes = 4,
        ThoughtTokens = thoughts,
        Cells = cells ?? 4096,
        AskCells = cells is null ? 1024 : null, // of separate caches; otherwise an equal part of the cells for each
        BatchTokens = 128,
        FlashAttention = FlashAttention.Off,
        MaxTokens = maxTokens,
        Sampling = sampling ?? new SamplerSettings { Temperature = 0.8f, TopP = 0.95f },
        Threads = 1,
        Readers = readers,
        Steering = steered ? Directions : null,
        SteeringMode = mode,
        Layout = layout ?? Layout,
        PrefixMemory = prefixMemory ?? 1 << 30,
        DropOptional = drop,
        PadRows = pad,
    }, ledger);

    private protected static Ask[] Asks(int count, Shape shape, ulong seed = 0, string world = "The town has twelve houses, a market and a well. People trade bread, tools and news.") =>
    [
        .. Enumerable.Range(0, count).Select(i => new Ask(new AskKey(1, "act", 0, $"agent-{i:00}", "action"),
        [
            new Block("rules", "system", "You live in a small town. Answer with one JSON object."),
            new Block("world", "system", world),
            new Block("self", "user", $"You are person {i} and it is {6 + i} o'clock."),
            new Block("question", "user", "What do you do?"),
        ], shape) { SharedBlocks = 2, Seed = (seed * 1000) + (ulong)i }),
    ];

    private protected static AskPage Page(IReadOnlyList<Ask> asks) => new(asks, (ask, _) => throw new AssertionException($"the rule was asked for {ask.Key}"));
}
