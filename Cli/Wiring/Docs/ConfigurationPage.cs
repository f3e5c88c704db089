using System.Globalization;
using System.Text;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Wiring.Docs;

/// <summary>Every key of a configuration as a page.</summary>
internal static class ConfigurationPage
{
    public static string Write(ConfigCatalog catalog)
    {
        var page = new StringBuilder($"""
            # Configuration: every key of a study's file

            {ReferencePages.Note} `persim config explain` prints the same in a terminal, `persim config explain persona` a part of it.

            A file is YAML. `extends: other.yaml` takes another file's keys first; `--set KEY=VALUE` on the command line goes over both. `NAME` in a key is a name of
            your own (a mind, a direction), `N` a place in a list. A run keeps its whole configuration, defaults included, in `runs/NAME/config.yaml`. A key that is
            unknown or has a value out of its range is refused with its line, before anything begins.

            """);
        var keys = catalog.SchemaFor(null).Keys;
        Table(page, "Of every study", [.. keys.Where(k => !k.Path.Contains('.', StringComparison.Ordinal) && !catalog.Sections.ContainsKey(k.Path))]);
        foreach (var section in keys.Where(k => k.Path.Contains('.', StringComparison.Ordinal)).GroupBy(k => k.Path.Split('.')[0], StringComparer.Ordinal))
        {
            Table(page, section.Key + (catalog.Sections.ContainsKey(section.Key) ? " (a study's own)" : ""), [.. section]);
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<ConfigKey> keys)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| key | value | default | what it is |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            var means = key.Values.Where(v => v.Sentence is not null).Select(v => $" {v.Value}: {v.Sentence}");
            page.Append(CultureInfo.InvariantCulture, $"| `{key.Path}` | {ReferencePages.Cell(ConfigListing.Value(key))} | {ReferencePages.Cell(ConfigListing.Default(key))} | {ReferencePages.Cell(key.Sentence + string.Concat(means) + (key.Example is null ? "" : $" E.g. `{key.Example}`"))} |\n");
        }
    }
}
