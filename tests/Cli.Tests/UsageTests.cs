using System.CommandLine;
using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class UsageTests
{
    [TestCase("there is no option '--modle', did you mean --model?", "bench", "decode", "--modle", "x")]
    [TestCase("there is no command 'decod', did you mean decode?; see `persim bench --help`", "bench", "decod")]
    [TestCase("there is no command 'frobnicate'; see `persim --help`", "frobnicate")]
    [TestCase("which of list, add, pull, synth, train, check; see `persim models --help`", "models")]
    [TestCase("'--model' is required; see `persim bench decode --help`", "bench", "decode")]
    [TestCase("'extra' was not expected here", "models", "list", "extra")]
    [TestCase("--sequences takes a whole number from 1 to 256, not '0'", "bench", "floor", "-m", "x", "--sequences", "0")]
    [TestCase("--sequences takes a whole number from 1 to 256, not '2147483647'", "demo", "--sequences", "2147483647")]
    [TestCase("--generate takes a whole number above 0 (at most 2147483647), not '99999999999'", "demo", "--generate", "99999999999")]
    [TestCase("--flash takes auto, on or off, not '7'", "bench", "decode", "-m", "x", "--flash", "7")]
    [TestCase("--gpu-layers takes a whole number of at least -1, not '-2'", "demo", "-g", "-2")]
    [TestCase("--seed takes a whole number from 0 to 18446744073709551615, not '-1'", "demo", "--seed=-1")]
    public void A_mistake_is_one_line_on_the_error_stream(string expected, params string[] arguments)
    {
        using var persim = new Persim();

        var result = persim.Run(arguments).IsOneLineOfError(1, expected, "--help`");

        Assert.That(result.Output, Is.Empty);
    }

    [TestCase("bench", "decode", "--sequences")]
    [TestCase("bench", "floor", "--sequences")]
    [TestCase("bench", "floor", "--prefix")]
    [TestCase("bench", "floor", "--threads")]
    [TestCase("bench", "steer", "--personas")]
    public void An_empty_or_half_empty_list_is_a_mistake(string group, string verb, string option)
    {
        using var persim = new Persim();

        foreach (var list in new[] { "", ",", "1,", ",1", "1,,2", "1,x", "1;2" }) persim.Run(group, verb, "-m", "x", option, list).IsOneLineOfError(1, option + " takes a whole number");
    }

    [Test]
    public void Every_option_with_a_number_names_itself_and_no_type_of_ours()
    {
        using var persim = new Persim();
        var options = Commands(CommandLine.Tree).SelectMany(c => c.Command.Options.Select(o => (c.Words, Option: o))).Where(o => o.Option.HelpName is "N" or "N,N,...").ToList();

        foreach (var (words, option) in options)
        {
            var result = persim.Run([.. words, option.Name, "rubbish"]).IsOneLineOfError(1);
            Assert.That(result.Error, Does.Contain(option.Name + " takes").Or.Contain("is required").Or.Contain("missing"), string.Join(' ', words));
            Assert.That(result.Error, Does.Not.Contain("System.").And.Not.Contain("PersonaSim."));
        }

        Assert.That(options, Has.Count.GreaterThan(20));
    }

    [Test]
    public void Every_example_parses_and_names_models_that_can_be_made()
    {
        var names = from arch in SynthSpec.ArchitectureNames from shape in SynthSpec.Sizes from quant in SynthSpec.QuantNames select SynthName.Of(SynthSpec.Parse(arch, shape, quant), shape, quant);
        var known = names.ToHashSet();
        var examples = Commands(CommandLine.Tree).SelectMany(c => HelpWithExamples.Of(c.Command)).ToList();

        foreach (var example in examples)
        {
            Assert.That(CommandLine.Tree.Parse(example["persim ".Length..]).Errors, Is.Empty, example);
            Assert.That(example.Split(' ').Where(w => w.StartsWith("synth-", StringComparison.Ordinal)), Is.SubsetOf(known), example);
        }

        Assert.That(examples, Has.Count.GreaterThan(10));
    }

    [Test]
    public void Every_command_in_the_readme_parses()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "README.md")).Where(l => l.StartsWith("bin/persim ", StringComparison.Ordinal)).ToList();

        foreach (var line in lines) Assert.That(CommandLine.Tree.Parse(line["bin/persim ".Length..].Split('#')[0].Trim()).Errors, Is.Empty, line);
        Assert.That(lines, Has.Count.GreaterThan(5));
    }

    [Test]
    public void Help_says_a_default_once_and_as_a_user_would_type_it()
    {
        using var persim = new Persim();

        foreach (var (words, _) in Commands(CommandLine.Tree))
        {
            foreach (var line in persim.Run([.. words, "--help"]).IsFine().Output.Split('\n').Where(l => l.TrimStart().StartsWith('-')))
            {
                Assert.That(line.Split("efault").Length, Is.LessThanOrEqualTo(3), line);
                Assert.That(line, Does.Not.Contain("1|8"));
            }
        }

        Assert.That(persim.Run("bench", "floor", "--help").Output, Does.Contain("-t, --threads").And.Contain("[default: 1,8,32]"));
        Assert.That(persim.Run().Output, Does.Contain("Commands:"));
    }

    [TestCase("bench", "decode", "--sequences", "x", "--json")]
    [TestCase("models", "add", "nothing.gguf", "--json")]
    [TestCase("models", "synth", "--quant", "q9", "--json")]
    [TestCase("demo", "-m", "nothing", "--json")]
    [TestCase("vectors", "verify", "nothing", "--json")]
    public void With_json_a_failure_is_a_document_too(params string[] arguments)
    {
        using var persim = new Persim();

        var result = persim.Run(arguments).IsOneLineOfError(1);

        Assert.That("persim: " + result.Json.GetProperty("error").GetString(), Is.EqualTo(result.Error.TrimEnd()));
    }

    private static IEnumerable<(string[] Words, Command Command)> Commands(Command command) =>
        command.Subcommands.SelectMany(Commands).Select(c => (command is RootCommand ? c.Words : [command.Name, .. c.Words], c.Command)).Append((command is RootCommand ? [] : [command.Name], command));
}
