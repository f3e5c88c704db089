using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Compare;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim prereg CONFIG`: says in a file with a hash what a comparison will be, before it is.</summary>
internal static class PreregCommand
{
    private static readonly Option<string?> _out = new("--out") { Description = "The file; by default beside the configuration, with the ending .prereg.json.", HelpName = "FILE" };
    private static readonly Option<bool> _force = new("--force") { Description = "Write over an earlier preregistration." };

    public static Command Create()
    {
        var command = new Command("prereg", "Writes down arms, seeds, primary outcomes and bounds with their hash, before the first run; what a comparison does otherwise is shown as after the fact.")
        {
            CompareOptions.Config, CompareOptions.Arms, CompareOptions.Seeds, _out, _force, RunOptions.Model, RunOptions.Remote, RunOptions.Ticks, RunOptions.Population, RunOptions.Set, RunOptions.Threads, RunOptions.Json,
        };
        foreach (var option in StudyOptions.All) command.Add(option);
        HelpWithExamples.Declare(command, "persim prereg town.small --arms none,prompt,steer --seeds 20", "persim prereg my-town.yaml --arms none,steer --seeds 1..40 --out my-town.prereg.json");
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var plan = ComparePlan.Of(parsed);
        if (plan.Declaration.Primary.Count == 0) throw new InputException($"The study {plan.Config.Study} has no primary outcomes of its own: name some in {Folders.Show(plan.Path)}, e.g. compare: {{ primary: {{ measure/trust/town: {{ bound: 0.05 }} }} }}.");
        var path = Path.GetFullPath(parsed.GetValue(_out) ?? ComparePlan.PreregFile(plan.Path));
        if (File.Exists(path) && !parsed.GetValue(_force)) throw new InputException($"{Folders.Show(path)} exists: what was declared stays as it is. --force replaces it, --out FILE takes another one.");
        File.WriteAllText(path, plan.Declaration.Write());
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(RunOptions.Json)) Json.Write(output, new { file = path, hash = plan.Declaration.Hash, declared = plan.Declaration });
        else output.WriteLine($"{Folders.Show(path)}: {plan.Arms.Count} arms, {plan.Seeds.Count} seeds, {plan.Declaration.Primary.Count} primary outcomes, {plan.Declaration.Contrasts.Count} contrasts, hash {plan.Declaration.Hash}. Publish the hash; then: persim compare {parsed.GetValue(CompareOptions.Config)}");
        return 0;
    }
}
