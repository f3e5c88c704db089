using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Cli.Wiring;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>Every command of every page and of the README is tried, in the order of the page, in a folder of its own (<see cref="DocHome"/>).</summary>
public sealed class DocCommandTests
{
    // other programs that pages name, and why they are not tried here
    private static readonly (string Program, string Why)[] _others =
    [
        ("git", "fetches this repository"), ("cd", "of the reader's folders"), ("./build.sh", "its verbs are tried by BuildScriptTests and by CI itself"),
        ("llama-cli", "llama.cpp's own"), ("sqlite3", "SQLite's own"), ("sbatch", "Slurm's own; SlurmTests submits a sweep to a cluster"), ("cluster/submit.sh", "written by persim sweep; SlurmTests submits one"),
        ("createdb", "PostgreSQL's own"), ("export", "sets a variable of the reader's shell"), ("dotnet", "the SDK's own"), ("cp", "of the reader's files"), ("runs/configs/first-study/study.sh", "FirstStudyTests runs its dry run"), ("models/make-nano.sh", "MakeNanoTests runs it with a step a part"),
    ];

    // what takes more than a second or two even with the smallest model: only in the full tests
    private static readonly string[] _slow = ["models train", "vectors calibrate", "vectors compute", "vectors verify", "probe my", "probe synth", "bench", "compare town.small --model", "compare town.small --mock --arms none,prompt,steer --seeds 4 --ticks 24 --population 12 --out look", "compare town.small --mock --arms none,neutral", "compare town.small --no-runs", "compare town.small --mock --arms none,steer --seeds 5",
        "sweep town.small --mock --grid persona.traits", "vectors show --model my-8b", "doctor --model", "models synth", "run town.small --model", "card", "nightly", "vectors placebo"];

    private static IEnumerable<DocPage> Pages => DocPage.All.Where(p => p.Commands.Any(c => c.Program == "persim"));

    [TestCaseSource(nameof(Pages))]
    public void Commands_of_a_page_work(object page) => Try((DocPage)page, full: false);

    [TestCaseSource(nameof(Pages))]
    [Category("Full")]
    public void All_commands_of_a_page_work_with_the_studies_as_they_ship(object page) => Try((DocPage)page, full: true);

    [Test]
    public void Every_command_parses_and_no_line_is_overlooked()
    {
        var commands = DocPage.All.SelectMany(p => p.Commands).ToList();

        foreach (var command in commands)
        {
            if (command.Program == "persim") Assert.That(CommandLine.Tree.Parse(command.Arguments.TakeWhile(w => w != "&").ToList()).Errors, Is.Empty, command.ToString());
            else Assert.That(_others.Select(o => o.Program), Does.Contain(command.Program), $"{command}: tell the test what this is, or write it as a command of persim");
        }

        var mentioned = DocPage.All.Sum(p => p.Lines.Count(l => Regex.IsMatch(l, @"^(\$ )?(bin/)?persim ")));
        Assert.That(commands.Count(c => c.Program == "persim"), Is.EqualTo(mentioned), "a block of commands is marked bash or console, whatever begins a line with persim stands in one");
        TestContext.Out.WriteLine($"{commands.Count} commands on {DocPage.All.Count} pages");
    }

    [Test]
    public void What_cannot_be_tried_here_is_marked_and_little()
    {
        var commands = DocPage.All.SelectMany(p => p.Commands).ToList();
        var marked = commands.Where(c => c.IsMarked).ToList();

        foreach (var command in marked) TestContext.Out.WriteLine($"only parsed: {command}   # {command.Shell.Remark}");
        // downloads, an endpoint, a database, a cluster, and nights of computing
        Assert.That(marked, Has.Count.LessThan(commands.Count / 8), "a line that is only parsed is a line that nobody knows to work: mark what no machine of ours can do, and nothing else");
    }

    private static void Try(DocPage page, bool full)
    {
        using var home = new DocHome();
        foreach (var command in page.Commands.Where(c => c.Program == "persim" && !c.IsMarked))
        {
            if (!full && _slow.Any(s => command.Text.Replace("bin/", "", StringComparison.Ordinal).StartsWith("persim " + s, StringComparison.Ordinal))) continue;
            var began = Environment.CpuUsage.TotalTime;
            var result = home.Run(command, quickly: !full);
            TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(Environment.CpuUsage.TotalTime - began).TotalSeconds,6:0.0} s  {command}"));
            var expected = command.Shell.Remark.Contains("Ctrl-C", StringComparison.Ordinal) ? CommandLine.Cancelled : command.Shell.Remark.Contains("refused", StringComparison.Ordinal) || command.Shell.Remark.Contains("exit code 1", StringComparison.Ordinal) ? 1 : 0;
            Assert.That(result.ExitCode, Is.EqualTo(expected), $"{command}\n{result.Error}{result.Output}");
            if (command.Prints.Count == 0 || !DocHome.IsAsWritten(command, quickly: !full)) continue;
            var printed = result.ExitCode == 0 ? result.Output : result.Output + result.Error;
            Assert.That(Printed.Missing(command.Prints, printed), Is.Null, $"{command} printed\n{printed}");
        }
    }
}
