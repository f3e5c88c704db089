using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Runs;

/// <summary>What a run is and how it stands: everything that must be equal for its history to be equal, and what came of it.</summary>
public sealed record RunManifest(string Run, string Study, ulong Seed, int Population, string Arm, long Ticks)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a version's plus stays one
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions _line = new(_json) { WriteIndented = false };

    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>Why it stopped or failed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The setting of the cap that stopped it, e.g. <c>minds.agents.caps.calls</c>; null: no cap did.</summary>
    public string? Stopped { get; init; }

    /// <summary>Complete ticks so far.</summary>
    public long TicksDone { get; init; }

    /// <summary>The hash of everything that happened; set when finished.</summary>
    public string? EventHash { get; init; }

    /// <summary>The hash of everything that was measured; set when finished.</summary>
    public string? ProbeHash { get; init; }

    public string Persim { get; init; } = "";

    public int StateVersion { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset Updated { get; init; }

    /// <summary>SHA-256 of config.yaml.</summary>
    public string ConfigHash { get; init; } = "";

    /// <summary>SHA-256 of each text that prompts are made of.</summary>
    public IReadOnlyDictionary<string, string> Prompts { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>SHA-256 of each direction's file.</summary>
    public IReadOnlyDictionary<string, string> Vectors { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>SHA-256 of the dose card of each direction that has a calibrated one.</summary>
    public IReadOnlyDictionary<string, string> Cards { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>SHA-256 of doses.json, in which the run keeps what its cards said when it began; null: it had none.</summary>
    public string? DosesHash { get; init; }

    public IReadOnlyDictionary<string, MindDescription> Minds { get; init; } = new SortedDictionary<string, MindDescription>(StringComparer.Ordinal);

    /// <summary>Most asks of a page, by mind: what is answered together is a part of what makes a history.</summary>
    public IReadOnlyDictionary<string, int> Pages { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The run and tick that this one continues.</summary>
    public RunOrigin? From { get; init; }

    public IReadOnlyDictionary<string, LedgerSnapshot> Ledgers { get; init; } = new SortedDictionary<string, LedgerSnapshot>(StringComparer.Ordinal);

    /// <summary>Seconds in minds, study, commits and checkpoints of the last start.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Each time the run went on, and what was not as before.</summary>
    public IReadOnlyList<RunResumption> Resumed { get; init; } = [];

    /// <summary>As one line, for a stream of lines.</summary>
    public string Line() => JsonSerializer.Serialize(new { kind = "end", manifest = this }, _line);

    public string Write() => JsonSerializer.Serialize(this, _json) + "\n";

    /// <exception cref="JsonException"/>
    public static RunManifest Read(string text) => JsonSerializer.Deserialize<RunManifest>(text, _json) ?? throw new JsonException("the manifest is empty");
}
