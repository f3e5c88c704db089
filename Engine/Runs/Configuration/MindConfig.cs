using PersonaSim.Engine.Minds.Remote;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>One mind of a run; the names are those of the minds' own options.</summary>
public sealed record MindConfig
{
    [Doc("What answers.")]
    public required MindKind Kind { get; init; }

    [Doc("llama: a GGUF file, or the name of one in the models folder; remote: the provider's name of the model."), Example("models/persim-nano.gguf")]
    public string? Model { get; init; }

    [Doc("llama: asks decoded together in one batch; remote: asks under way at once."), Range(1, 239), Unit("asks")]
    public int Parallel { get; init; } = 32;

    [Doc("How much chance there is in choosing a token; 0 always takes the likeliest."), Range(0, 100)]
    public double Temperature { get; init; } = 0.7;

    [Doc("Choose among the fewest likeliest tokens whose probabilities reach this sum; 1 leaves all in."), Range(0, 1)]
    public double TopP { get; init; } = 0.9;

    [Doc("Choose among this many likeliest tokens; 0 leaves all in."), Range(0), Unit("tokens")]
    public int TopK { get; init; }

    [Doc("An answer that needs more is refused and given by the rule; without it llama takes what the answer's shape can need, remote 1024."), Range(1), Unit("tokens"), Example("48")]
    public int? MaxTokens { get; init; }

    [Doc("llama: the size of the cache that all asks and shared prefixes live in; without it there is room for 512 a parallel ask and 2048 of prefixes."), Range(1), Unit("tokens")]
    public int? Cells { get; init; }

    [Doc("llama: the longest ask, shared blocks and answer included; where it is said, a mind on the processor gives each ask a cache of its own, which is faster, and refuses longer ones; without it half as much again as the context of a model whose context is 2048 tokens at most."), Range(16, 1_000_000), Unit("tokens")]
    public int? AskCells { get; init; }

    [Doc("llama: the most tokens of one decode, and the chunk in which shared prefixes are computed."), Range(1, 65_536), Unit("tokens")]
    public int BatchTokens { get; init; } = 512;

    [Doc("llama: processor threads; without it all allowed cores."), Range(1, 4096), Unit("threads")]
    public int? Threads { get; init; }

    [Doc("llama: layers placed on the GPU, -1 for all and 0 for none; without it all where there is a GPU."), Range(-1, 10_000), Unit("layers")]
    public int? GpuLayers { get; init; }

    [Doc("llama: whether to use flash attention.")]
    public FlashChoice Flash { get; init; }

    [Doc("llama: the name of a built-in chat template, for models that carry none."), Example("chatml")]
    public string? ChatTemplate { get; init; }

    [Doc("llama: how long a thinking model may think before it answers, longer thoughts being cut off; 0 asks for the answer at once."), Range(0, 1_000_000), Unit("tokens")]
    public int ThoughtTokens { get; init; }

    [Doc("Leave out a prompt's optional blocks, last first, when it does not fit a model; otherwise the ask is refused.")]
    public bool DropOptional { get; init; }

    [Doc("llama: the folder of the model's control vectors; without it models/vectors/ and the model's name."), Example("models/vectors/persim-nano")]
    public string? Vectors { get; init; }

    [Doc("remote: the address without its last part; without it LLM_API_BASE, then the provider's own."), Example("http://127.0.0.1:8000/v1")]
    public string? Endpoint { get; init; }

    [Doc("remote: how the endpoint is spoken to; open_ai is what most servers and providers offer.")]
    public RemoteProtocol Protocol { get; init; }

    [Doc("remote: the environment variable that holds the key; a provider's own key is sent to another address only if it is named here."), Example("LLM_API_KEY")]
    public string? KeyVariable { get; init; }

    [Doc("Where the mind stops the run, cleanly and to be resumed.")]
    public CapsConfig Caps { get; init; } = new();

    [Doc("What answers cost; a cap on cost needs it."), Example("{ input: 0.15, output: 0.6 }")]
    public PricesConfig? Prices { get; init; }
}
