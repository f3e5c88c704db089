namespace PersonaSim.Cli.Wiring.Docs;

/// <summary>The pages of docs/reference that are written from the program itself; a test compares them with it.</summary>
internal static class ReferencePages
{
    public const string Note = "Written by `persim docs`; do not edit it here.";

    public static string Folder => Path.Combine(Folders.Root, "docs", "reference");

    public static IEnumerable<(string Name, string Text)> All()
    {
        yield return ("configuration.md", ConfigurationPage.Write(Runs.Studies.Catalog));
        yield return ("command-line.md", CommandLinePage.Write());
        yield return ("telemetry.md", TelemetryPage.Write());
    }

    /// <summary>A text in a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
