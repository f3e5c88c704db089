using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native;

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
        var table = new TextTable().Add("name").Add("architecture", drop: 2).Add("layers x width", drop: 4).Add("parameters").Add("type").Add("size").Add("sha256", drop: 5).Add("licence", drop: 3);
        foreach (var m in models)
        {
            table.Row(m.Name, m.Architecture, $"{m.Layers} x {m.Width}", ModelCard.Count(m.Parameters), m.Type, ModelCard.Size(m.Bytes), m.Sha256[..12], m.Licence);
        }

        table.Write(output);
    }
}
