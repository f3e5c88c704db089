using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class CommandTests
{
    [Test]
    public void Doctor_is_all_green_here_and_says_the_same_as_json()
    {
        using var persim = new Persim();

        var text = persim.Run("doctor");
        var json = JsonDocument.Parse(persim.Run("doctor", "--json").Output).RootElement;

        Assert.That(text.ExitCode, Is.Zero, text.Output);
        Assert.That(text.Output, Does.Contain("All green."));
        Assert.That(json.GetProperty("ok").GetBoolean(), Is.True);
        Assert.That(json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("name").GetString()), Is.SupersetOf(new[] { "machine", "memory", "llama.cpp", "cpu backend", "device", "models", "stores", "disk" }));
    }

    [Test]
    public void Every_command_has_a_help_page_with_a_description()
    {
        using var persim = new Persim();

        foreach (var words in new[] { "", "doctor", "models", "models list", "models add", "models synth", "bench", "bench decode", "bench floor", "bench steer", "bench minds", "vectors", "vectors lint", "vectors verify", "config", "config explain", "demo", "probe" })
        {
            var help = persim.Run([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.That(help.ExitCode, Is.Zero, words);
            Assert.That(help.Output, Does.Contain("Description:"), words);
            if (words is not ("" or "models" or "bench" or "vectors" or "config")) Assert.That(help.Output, Does.Contain("Examples:"), words);
        }
    }

    [Test]
    public void A_model_is_made_listed_added_and_benchmarked()
    {
        using var persim = new Persim();

        var synth = persim.Run("models", "synth", "--quant", "q8_0", "--name", "mine");
        Assert.That(synth.ExitCode, Is.Zero, synth.Error);
        persim.Run("models", "synth", "--quant", "q8_0", "--name", "mine").IsOneLineOfError(1, "mine.gguf", "--force");
        Assert.That(persim.Run("models", "add", "models/mine.gguf", "--name", "copy").ExitCode, Is.Zero);
        Assert.That(persim.Run("models", "add", "models/mine.gguf", "--name", "linked", "--link").ExitCode, Is.Zero);
        var list = JsonDocument.Parse(persim.Run("models", "list", "--json").Output).RootElement.GetProperty("models").EnumerateArray().ToList();
        var bench = persim.Run("bench", "decode", "--model", "mine", "--sequences", "1,3", "--generate", "4", "--repeats", "1", "--threads", "1", "--json");

        Assert.That(list.Select(m => m.GetProperty("name").GetString()), Is.EqualTo(new[] { "copy", "linked", "mine" }));
        Assert.That(list.Select(m => m.GetProperty("sha256").GetString()).Distinct().Single(), Has.Length.EqualTo(64));
        Assert.That(bench.ExitCode, Is.Zero, bench.Error);
        var rows = JsonDocument.Parse(bench.Output).RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.That(rows.Select(r => r.GetProperty("sequences").GetInt32()), Is.EqualTo(new[] { 1, 3 }));
        Assert.That(rows.Select(r => r.GetProperty("generatePerSecond").GetProperty("median").GetDouble()), Is.All.Positive);
    }

    [Test]
    public void Bench_floor_reports_a_rate_for_every_point()
    {
        using var persim = new Persim();

        var floor = persim.Run("bench", "floor", "--model", TinyModel.Path(), "--sequences", "2", "--prefix", "0,40", "--generate", "3", "--repeats", "1", "--threads", "1", "--json");

        Assert.That(floor.ExitCode, Is.Zero, floor.Error);
        var rows = JsonDocument.Parse(floor.Output).RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.That(rows, Has.Count.EqualTo(8), "two prefixes, flash on and off, padded and not");
        Assert.That(rows.Select(r => r.GetProperty("decodePerSecond").GetProperty("median").GetDouble()), Is.All.Positive);
        Assert.That(rows.Count(r => r.GetProperty("prefillPerSecond").ValueKind == JsonValueKind.Object), Is.EqualTo(4));
    }

    [TestCaseSource(typeof(SynthSpec), nameof(SynthSpec.ArchitectureNames))]
    public void Models_synth_makes_and_bench_decode_runs_every_architecture(string architecture)
    {
        using var persim = new Persim();

        var synth = persim.Run("models", "synth", "--arch", architecture, "--quant", "q4_k_m");
        var bench = persim.Run("bench", "decode", "--model", $"synth-{architecture}-tiny-q4_k_m", "--sequences", "2", "--generate", "2", "--prompt", "4", "--repeats", "1", "--threads", "1");

        Assert.That(synth.ExitCode, Is.Zero, synth.Error);
        Assert.That(bench.ExitCode, Is.Zero, bench.Error);
        Assert.That(bench.Output, Does.Contain("decode tok/s"));
    }

    [Test]
    public void The_demo_gives_the_same_text_for_the_same_seed()
    {
        using var persim = new Persim();
        static string Table(string output) => output[output.IndexOf('╭')..output.LastIndexOf('╯')];

        var first = persim.Run("demo", "--threads", "1", "--generate", "8", "--sequences", "3");
        var again = persim.Run("demo", "--threads", "1", "--generate", "8", "--sequences", "3");
        var other = persim.Run("demo", "--threads", "1", "--generate", "8", "--sequences", "3", "--seed", "8");

        Assert.That(first.ExitCode, Is.Zero, first.Error);
        Assert.That(Table(again.Output), Is.EqualTo(Table(first.Output)));
        Assert.That(Table(other.Output), Is.Not.EqualTo(Table(first.Output)));
    }

    [Test]
    public void Doctor_says_how_much_of_a_model_ggml_copies()
    {
        using var persim = new Persim();

        var plain = persim.Run("doctor", "--model", TinyModel.Path("llama", "f16"));

        Assert.That(plain.ExitCode, Is.Zero, plain.Output);
        Assert.That(plain.Output, Does.Contain("nothing copied"));
    }

    [TestCaseSource(typeof(SynthSpec), nameof(SynthSpec.ArchitectureNames))]
    public void Vectors_verify_finds_every_architecture_exact(string architecture)
    {
        using var persim = new Persim();

        var verify = persim.Run("vectors", "verify", TinyModel.Path(architecture, "q8_0"), "--threads", "1", "--json");

        Assert.That(verify.ExitCode, Is.Zero, verify.Error);
        var report = JsonDocument.Parse(verify.Output).RootElement;
        Assert.That(report.GetProperty("exact").GetBoolean(), Is.True);
        foreach (var layout in report.GetProperty("layouts").EnumerateArray().Where(l => l.GetProperty("cache").GetString() == "unified"))
        {
            Assert.That(layout.GetProperty("patchedNodes").GetInt32(), Is.EqualTo(layout.GetProperty("steeredLayers").GetInt32()));
            Assert.That(layout.GetProperty("shapes").EnumerateArray().Select(s => s.GetProperty("largestDifference").GetDouble()), Is.All.Zero);
            Assert.That(layout.GetProperty("shapes").EnumerateArray().Select(s => s.GetProperty("effect").GetDouble()), Is.All.Positive);
        }
    }

    [Test]
    public void Bench_steer_measures_every_way_in_one_run()
    {
        using var persim = new Persim();

        var bench = persim.Run("bench", "steer", "--model", TinyModel.Path(), "--sequences", "4", "--personas", "1,4", "--prompt", "3", "--generate", "3", "--repeats", "1", "--threads", "1", "--capture", "--json");

        Assert.That(bench.ExitCode, Is.Zero, bench.Error);
        var report = JsonDocument.Parse(bench.Output).RootElement;
        Assert.That(report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("way").GetString()), Is.EqualTo(new[] { "no steering", "stock vector, shared", "a vector per sequence", "a vector per sequence", "stock vector, swapped", "grouped" }));
        Assert.That(report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("generatePerSecond").GetProperty("median").GetDouble()), Is.All.Positive);
        Assert.That(report.GetProperty("capture").GetProperty("ratio").GetDouble(), Is.Positive);
        persim.Run("bench", "steer", "--model", TinyModel.Path(), "--ways", "magic").IsOneLineOfError(1, "'magic'", "rows");
    }

    [Test]
    public void A_page_answered_after_a_kill_is_the_page_of_a_process_never_killed()
    {
        using var persim = new Persim();
        string[] bench = ["bench", "minds", "--model", TinyModel.Path("qwen2", "q8_0"), "--agents", "12", "--parallel", "4", "--prefix", "80", "--personal", "12", "--generate", "12", "--repeats", "1", "--flash", "off", "--threads", "1", "--steering", "patch", "--json"];
        var never = persim.Run(bench);
        persim.RunAndKill(TimeSpan.FromMilliseconds(450), bench);

        var after = persim.Run(bench);

        Assert.That(never.ExitCode, Is.Zero, never.Error);
        static string Answers(string json) => JsonDocument.Parse(json).RootElement.GetProperty("answersSha256").GetString()!;
        Assert.That(Answers(after.Output), Is.EqualTo(Answers(never.Output)));
        Assert.That(JsonDocument.Parse(never.Output).RootElement.GetProperty("steering").GetString(), Is.EqualTo("patch"));
        var rows = JsonDocument.Parse(never.Output).RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.That(rows.Select(r => r.GetProperty("way").GetString()), Is.EqualTo(new[] { "the llama mind", "bare library, same plan", "shape forces most of the text", "no prefix sharing", "one ask at a time", "one at a time, nothing shared" }));
        Assert.That(rows.Select(r => r.GetProperty("seconds").GetProperty("median").GetDouble()), Is.All.Positive);
    }

    [Test]
    public void Verbose_prints_the_library_s_log()
    {
        using var persim = new Persim();

        var quiet = persim.Run("doctor", "--model", TinyModel.Path());
        var loud = persim.Run("doctor", "--model", TinyModel.Path(), "--verbose");

        Assert.That(quiet.Error, Is.Empty);
        Assert.That(loud.Error, Does.Contain("[info]").And.Contain("n_embd"));
    }
}
