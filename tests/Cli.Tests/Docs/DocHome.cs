using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests.Docs;

/// <summary>
/// A folder in which a page's commands are tried in their order. Whatever is not as a reader has it stands here: models of random weights under the
/// names that pages use, files of theirs, and what is left out of or added to a command so that it ends soon.
/// </summary>
internal sealed class DocHome : IDisposable
{
    // names under which pages speak of a reader's own models; here random weights
    private static readonly string[] _models = ["my.gguf", "models/my.gguf", "my-8b.gguf", "models/my-8b.gguf", "models/persim-nano.gguf", "models/synth-qwen2-0.5b-q4_0.gguf", "models/synth-llama-0.5b-q4_0.gguf", "Downloads/model.gguf"];

    // what a command is not given here
    private static readonly string[] _without = ["--open"];

    private static readonly string[] _little =
    [
        "--set town.turns=1", "--set minds.agents.max_tokens=8", "--set minds.agents.flash=off", "--set minds.agents.parallel=2", "--set minds.agents.cells=8192",
        "--set probes.likert_every=0", "--set probes.behaviour_every=0", "--set probes.stability_every=0", "--set probes.opinions_every=0", "--set probes.capability_every=0", "--set probes.observer_every=0",
    ];

    // what a command gets beside or in place of its own words, so that it ends soon; the first row that fits
    private static readonly (string Begins, string Has, string[] More)[] _always =
    [
        ("run", "--model", ["--ticks 1", "--population 2", .. _little]),
        ("compare", "--model", ["--ticks 1", "--population 2", .. _little]),
        ("models train", "", ["--steps 3"]),
        ("models synth", "--quant", ["--force"]), // a stand-in lies there under its name
        ("probe", "--level", ["--level 4..5", "--wording 1"]),
        ("bench run", "", ["--agents 12", "--ticks 80", "--sizes 8,12", "--size-ticks 20"]),
        ("bench minds", "", ["--agents 4", "--parallel 4", "--generate 4", "--repeats 1"]),
        ("bench", "", ["--repeats 1"]),
        ("vectors compute", "--layers", ["--layers 1-3"]), // a model of four blocks
        ("vectors calibrate", "", ["--quick", "--permuted 3"]),
        ("nightly", "", ["--only reputation-rule"]), // speeds need a program to itself, and the stand-in for persim-nano has no vectors
        ("card", "", ["--quick", "--permuted 3"]),
    ];

    // and this only where the tests must be quick
    private static readonly (string Begins, string Has, string[] More)[] _quickly =
    [
        ("run town.small --mock --live", "", ["--ticks 100", "--population 12"]),
        ("run town.small --mock --arm none --from town.small-steer-7@99", "", ["--ticks 104", "--population 12"]),
        ("run town.small --mock", "mine", ["--population 12"]),
        ("run town.small --mock", "mine@30", ["--population 12"]),
        ("compare", "--mock", ["--ticks 9", "--population 6", "--seeds 2"]),
        ("sweep", "--grid", ["--ticks 4", "--population 6"]),
        ("models synth", "", ["--shape tiny"]),
    ];

    private readonly Persim _persim = new();

    public DocHome()
    {
        _persim.Set("COLUMNS", "100"); // as pages show what is printed
        foreach (var name in _models) Copy(TinyModel.Path("llama", "q8_0"), name);
        foreach (var trait in "EACNO") Vector($"models/vectors/my/{trait}.gguf", trait);
        Vector("models/vectors/my-8b/E.gguf", 'E');
        Vector("joy.gguf", 'j');
        Copy(Path.Combine(Repository.Root, "models", "trial.yaml"), "models/trial.yaml");
        Copy(Path.Combine(Repository.Root, "runs", "configs", "town.small.yaml"), "my-town.yaml");
        foreach (var baseline in Directory.EnumerateFiles(Path.Combine(Repository.Root, "runs", "baselines"))) Copy(baseline, "runs/baselines/" + Path.GetFileName(baseline));
    }

    public string Home => _persim.Home;

    /// <param name="quickly">Smaller than the page says, where the page would take long.</param>
    public Result Run(DocCommand command, bool quickly)
    {
        var words = Words(command, quickly);
        if (words.Contains("&")) return Killed(words);
        var before = Console.In;
        Console.SetIn(new StringReader("fin\nexit\n"));
        try
        {
            var stops = command.Shell.Remark.Contains("Ctrl-C", StringComparison.Ordinal);
            var result = stops ? _persim.RunUntil("tick 20", [.. words]) : _persim.Run([.. words]);
            if (command.Shell.Into is { } file) File.WriteAllText(Path.Combine(Home, file), result.Output);
            return result;
        }
        finally
        {
            Console.SetIn(before);
        }
    }

    public void Dispose() => _persim.Dispose();

    /// <summary>Whether a command is given as it stands, so that it prints what its page says.</summary>
    public static bool IsAsWritten(DocCommand command, bool quickly) => Words(command, quickly).SequenceEqual(command.Arguments);

    private static List<string> Words(DocCommand command, bool quickly)
    {
        var words = command.Arguments.Select(w => w.Replace("~/", "", StringComparison.Ordinal)).Where(w => !_without.Contains(w)).ToList();
        if (words.Contains("&")) return words;
        var line = string.Join(' ', words);
        var more = _always.Concat(quickly ? _quickly : []).FirstOrDefault(m => line.StartsWith(m.Begins, StringComparison.Ordinal) && (m.Has.Length == 0 || words.Contains(m.Has))).More ?? [];
        foreach (var option in more.Select(o => o.Split(' ')))
        {
            var at = option[0] == "--set" ? -1 : words.IndexOf(option[0]);
            if (at < 0) words.AddRange(option);
            else if (option.Length > 1) words[at + 1] = option[1];
        }

        // llama.cpp's threads meet at barriers and spin there: beside other tests one is quicker than two
        if (!words.Contains("--mock") && CommandLine.Tree.Parse(words).CommandResult.Command.Options.Any(o => o.Name == "--threads") && !words.Contains("--threads")) words.AddRange(["--threads", "1"]);
        return words;
    }

    // persim ... & sleep N; kill -9 $!, where the sleep lasts until the run has lived through a few ticks
    private Result Killed(List<string> words)
    {
        var and = words.IndexOf("&");
        Assert.That(string.Join(' ', words.Skip(and)), Does.Match(@"^& sleep \d+; kill -9 \$!$"));
        var run = Path.Combine(Home, "runs", words[words.IndexOf("--run-id") + 1]);
        using var process = _persim.Start(new Dictionary<string, string>(), [.. words.Take(and)]);
        for (var wait = 0; wait < 3000 && Ticks(run) < 3 && !process.HasExited; wait++) Thread.Sleep(10);
        process.Kill();
        process.WaitForExit();
        Assert.That(Ticks(run), Is.GreaterThanOrEqualTo(3));
        return new Result(0, "", "");
    }

    private static long Ticks(string run)
    {
        if (!File.Exists(Path.Combine(run, "manifest.json"))) return 0;
        using var store = SqliteRunStore.OpenRead(run);
        return store.Last?.Id.Tick ?? 0;
    }

    private void Copy(string from, string name)
    {
        var to = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    private void Vector(string name, char seed)
    {
        var spec = SynthSpec.Parse("llama", "tiny", "q8_0", 1);
        var draws = new CounterRng(seed);
        var direction = Enumerable.Range(0, spec.Shape.Width).Select(_ => (float)draws.NextNormal() / 8).ToArray();
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new ControlVector("llama", new Dictionary<int, float[]> { [1] = direction }).Write(path);
    }
}
