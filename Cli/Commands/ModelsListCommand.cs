using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;
using Spectre.Console;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models list`.</summary>
internal static class ModelsListCommand
{
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Refused(string File, string Reason);

    private sealed record Report(string Folder, IReadOnlyList<ModelCard> Models, IReadOnlyList<Refused> Refused);

    public static Command Create()
    {
        var command = new Command("list", "The models at hand: hash, shape, size, licence note.") { _json };
        HelpWithExamples.Declare(command, "persim models list", "persim models list --json");
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var report = Read();
        if (parsed.GetValue(_json))
        {
            Json.Write(output, report);
            return 0;
        }

        if (report.Models.Count == 0) output.WriteLine($"No models in {Folders.Show(report.Folder)} yet: `persim models synth` makes one, `persim models add FILE` adds one.");
        else Print(output, report.Models);
        foreach (var refused in report.Refused) output.WriteLine($"unusable: {refused.Reason}");
        return 0;
    }

    private static Report Read()
    {
        var models = new List<ModelCard>();
        var refused = new List<Refused>();
        foreach (var path in ModelFiles.All())
        {
            try
            {
                models.Add(ModelCard.Read(path));
            }
            catch (PersimException e) // one bad file must not hide the others
            {
                refused.Add(new Refused(path, e.Message));
            }
        }

        return new Report(Folders.Models, models, refused);
    }

    private static void Print(TextWriter output, IReadOnlyList<ModelCard> models)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("name", "architecture", "layers x width", "parameters", "type", "size", "sha256", "licence");
        foreach (var m in models)
        {
            table.AddRow(new Text(m.Name), new Text(m.Architecture), new Text($"{m.Layers} x {m.Width}"), new Text(ModelCard.Count(m.Parameters)), new Text(m.Type), new Text(ModelCard.Size(m.Bytes)), new Text(m.Sha256[..12]), new Text(m.Licence));
        }

        Screen.Write(output, table);
    }
}
