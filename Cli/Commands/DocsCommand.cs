using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Docs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim docs`: the pages of docs/reference, written from the program; for whoever changes it.</summary>
internal static class DocsCommand
{
    private static readonly Option<string?> _out = new("--out", "-o") { Description = "Where to write; by default docs/reference of the checkout.", HelpName = "FOLDER" };

    public static Command Create()
    {
        var command = new Command("docs", "Writes the reference pages of the documentation anew.") { _out };
        command.Hidden = true;
        HelpWithExamples.Declare(command, "persim docs", "persim docs --out pages");
        command.SetAction(parsed =>
        {
            var folder = Directory.CreateDirectory(parsed.GetValue(_out) ?? ReferencePages.Folder).FullName;
            foreach (var (name, text) in ReferencePages.All())
            {
                File.WriteAllText(Path.Combine(folder, name), text);
                parsed.InvocationConfiguration.Output.WriteLine(Folders.Show(Path.Combine(folder, name)));
            }

            return 0;
        });
        return command;
    }
}
