using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PersonaSim.Cli.Live;
using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Cli.Wiring.Docs;

/// <summary>What a run says while it goes on, as a page: instruments and lines of JSON.</summary>
internal static class TelemetryPage
{
    public static string Write()
    {
        var page = new StringBuilder($$"""
            # Telemetry: what a run says while it goes on

            {{ReferencePages.Note}} The record of a run is its tables ([codebook](../codebook.md)) and `manifest.json`; what stands here is for whoever watches it live.

            ## Lines of JSON
            `persim run CONFIG --live --json` (and `persim resume RUN --live --json`) prints one object a line, after what it says is safe in the store. `kind` says which:

            """);
        foreach (var kind in LiveSchema.Kinds)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {kind.Name}\n{kind.Meaning}\n\n| field | type | meaning |\n|---|---|---|\n");
            foreach (var field in kind.Fields) page.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {field.Type} | {ReferencePages.Cell(field.Meaning.Replace("see below", "see the [codebook](../codebook.md)", StringComparison.Ordinal))} |\n");
        }

        page.Append(CultureInfo.InvariantCulture, $$"""

            Fields that are empty or missing are left out. New kinds and fields may come; whoever reads should pass over what it does not know.

            ## Instruments
            Meter `{{MindMetrics.MeterName}}` of .NET's `System.Diagnostics.Metrics`, for OpenTelemetry and `dotnet-counters`. {{MindMetrics.Tags}}

            | instrument | kind | unit | what it counts |
            |---|---|---|---|

            """);
        foreach (var instrument in Instruments()) page.Append(CultureInfo.InvariantCulture, $"| `{instrument.Name}` | {Kind(instrument)} | `{instrument.Unit}` | {ReferencePages.Cell(instrument.Description ?? "")} |\n");
        return page.ToString();
    }

    /// <summary>The instruments of our own meters, as they are published.</summary>
    public static IReadOnlyList<Instrument> Instruments()
    {
        RuntimeHelpers.RunClassConstructor(typeof(MindMetrics).TypeHandle);
        var found = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name == MindMetrics.MeterName) found.Add(instrument); } };
        listener.Start();
        return [.. found.OrderBy(i => i.Name, StringComparer.Ordinal)];
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();
}
