using System.CommandLine;
using PersonaSim.Engine.Minds;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>What `persim probe` takes.</summary>
internal static class ProbeOptions
{
    public static Argument<string?> Whom { get; } = new("model") { Description = "A GGUF file, the name of one in the models folder, or the people of a run at a tick of it; without a tick the last one.", HelpName = "MODEL|RUN[@TICK]", Arity = ArgumentArity.ZeroOrOne };

    public static Option<string> Instrument { get; } = new("--instrument", "-i") { Description = "ipip-50, ipip-neo-120, scenarios, or a questionnaire of your own in prompts/instruments.", HelpName = "NAME", DefaultValueFactory = _ => "ipip-50" };

    public static Option<string[]> Persona { get; } = new("--persona") { Description = "Somebody described in words, by traits in standard deviations; may be repeated.", HelpName = "E=+2,N=-1", DefaultValueFactory = _ => [] };

    public static Option<string?> Level { get; } = new("--level") { Description = "A series: every trait at these levels of its text (4 is the middle), the others in the middle.", HelpName = "1..7" };

    public static Option<string> Wording { get; } = new("--wording") { Description = "The wordings in which personas are described.", HelpName = "1..3", DefaultValueFactory = _ => "1" };

    public static Option<string?> People { get; } = new("--people") { Description = "Described people: a CSV file (name,E,A,C,N,O), so many balanced ones, or `reference`: the 200 of the unit of doses.", HelpName = "FILE|N|reference" };

    public static Option<ulong> Seed { get; } = Whole.Seed("With --people N: who they are.", 1);

    public static Option<string[]> Dose { get; } = new("--dose") { Description = "Doses of directions; may be repeated. With personas: each persona under each.", HelpName = "E=1.5,N=-1", DefaultValueFactory = _ => [] };

    public static Option<string?> Vectors { get; } = new("--vectors") { Description = "The folder of the directions; by default models/vectors/MODEL.", HelpName = "FOLDER" };

    public static Option<DoseScope> Scope { get; } = new("--scope") { Description = "What doses act on: all, suffix (all but what everybody shares) or generated.", DefaultValueFactory = _ => DoseScope.Suffix };

    public static Option<string?> Csv { get; } = new("--csv") { Description = "Write a row for each respondent, item and order, with the probability of each option.", HelpName = "FILE" };

    public static Option<string?> Page { get; } = new("--page") { Description = "Write one self-contained HTML page: scores, curves, respondents, items.", HelpName = "FILE" };

    public static Option<string?> SdRef { get; } = new("--sd-ref") { Description = "With --people reference: write the standard deviations that doses are counted in.", HelpName = "FILE" };

    public static Option<bool> Mock { get; } = new("--mock") { Description = "The rule answers instead of a model." };

    public static Option<int> Parallel { get; } = Whole.Option("--parallel", "Questions decoded together.", 32, most: 200);

    public static Option<FlashAttention> Flash { get; } = Shared.Flash();

    public static Option<int?> Threads { get; } = Shared.Threads();

    public static Option<int?> GpuLayers { get; } = Shared.GpuLayers();

    public static Option<string?> Prompts { get; } = new("--prompts") { Description = "A folder of texts instead of the product's own.", HelpName = "FOLDER" };

    public static Option<bool> Json { get; } = Shared.Json();

    public static IReadOnlyList<Option> All { get; } = [Instrument, Persona, Level, Wording, People, Seed, Dose, Vectors, Scope, Csv, Page, SdRef, Mock, Parallel, Flash, Threads, GpuLayers, Prompts, Json];
}
