using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

/// <summary>build.sh in a folder of its own, with tools of the test's own: nothing is built or fetched.</summary>
[Platform(Exclude = "Win", Reason = "build.sh is for bash")]
public sealed class BuildScriptTests
{
    private static readonly string[] _tools = ["bash", "env", "cat", "dirname", "grep", "cut", "tr", "uname", "mkdir", "touch", "chmod", "readlink", "rm", "git", "cc"];
    private const string Dotnet = """
        case "$1" in
            --list-sdks) echo "10.0.100 [/sdk]" ;;
            build) mkdir -p Cli/bin/Release/net10.0 && touch Cli/bin/Release/net10.0/persim.dll ;;
            *) shift; echo "persim $*" ;;
        esac
        """;

    private TempFolder _folder = null!;

    [SetUp]
    public void Lay_out_a_checkout()
    {
        _folder = new TempFolder();
        File.Copy(Path.Combine(Repository.Root, "build.sh"), _folder.File("build.sh"));
        Directory.CreateDirectory(_folder.File("tests"));
        File.WriteAllText(_folder.File("tests/material.sha512"), "0\n");
        Directory.CreateDirectory(_folder.File("tools"));
        foreach (var tool in _tools)
        {
            var found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, tool)).First(File.Exists);
            File.CreateSymbolicLink(_folder.File("tools/" + tool), found);
        }

        Tool("dotnet", Dotnet);
    }

    [TearDown]
    public void Remove_it() => _folder.Dispose();

    [Test]
    public void An_npm_that_fails_is_named_with_the_package()
    {
        Tool("npm", "echo 'npm error network' >&2; exit 1");

        Fails(Build(), "npm could not fetch @node-llama-cpp/", "network");
        var package = Path.GetFileName(Directory.GetDirectories(_folder.File("Native/runtimes")).Single());
        File.WriteAllText(_folder.File($"Native/runtimes/{package}/package-lock.json"), "{}");
        Fails(Build(), "npm could not fetch @node-llama-cpp/" + package);
        Fails(Run(new() { ["PERSIM_LLAMA_DIR"] = _folder.Path }, "test"), "npm could not fetch node-llama-cpp", "the test material");
    }

    [Test]
    public void Without_npm_a_library_of_one_s_own_is_enough()
    {
        Fails(Build(), "npm is missing", "PERSIM_LLAMA_DIR");

        var own = Run(new() { ["PERSIM_LLAMA_DIR"] = _folder.Path });

        Assert.That(own.ExitCode, Is.Zero, own.Error);
        Assert.That(File.Exists(_folder.File("bin/persim")));
    }

    [Test]
    public void Arguments_go_to_the_run_and_the_tests_own_switches_do_not()
    {
        var own = new Dictionary<string, string> { ["PERSIM_LLAMA_DIR"] = _folder.Path };

        Fails(Run(own, "run", "--full"), "--full belongs to the verb test");
        Fails(Run(own, "--device"), "--device belongs to the verb test");
        Fails(Run(own, "bogus"), "unknown argument 'bogus'");
        Assert.That(Run(own, "run", "--seed", "3", "--model", "a b").Output, Does.EndWith("persim doctor\npersim run town.small --seed 3 --model a b\n"));
        Assert.That(Run(own, "run").Output, Does.Contain("persim-nano.gguf is not here").And.EndWith("persim run town.small --mock\n"), "it says that the rules live, not a model");
        Assert.That(Run(own, "run", "--mock").Output, Does.EndWith("persim run town.small --mock\n").And.Not.Contain("not here"));
        Assert.That(Run(own, "help").Output, Does.Contain("bin/persim run --help"));
    }

    [Test]
    public void A_missing_dotnet_is_one_clear_line_in_script_and_launcher()
    {
        Assert.That(Run(new() { ["PERSIM_LLAMA_DIR"] = _folder.Path }).ExitCode, Is.Zero);
        File.Delete(_folder.File("tools/dotnet"));

        Fails(Build(), "build: dotnet is missing", ".NET 10 SDK");
        var launcher = Start(_folder.File("bin/persim"), [], []);
        Assert.That(launcher.ExitCode, Is.EqualTo(1));
        Assert.That(launcher.Error, Does.StartWith("persim: dotnet is missing: install the .NET 10").And.Not.Contain("exec"));
    }

    private Result Build() => Run([]);

    private Result Run(Dictionary<string, string> environment, params string[] arguments) => Start(_folder.File("build.sh"), arguments, environment);

    private Result Start(string script, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(_folder.File("tools/bash"), [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        start.Environment.Clear();
        start.Environment["PATH"] = _folder.File("tools");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        return Persim.Finish(process);
    }

    private static void Fails(Result result, params string[] words)
    {
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error + result.Output);
        var last = result.Error.TrimEnd().Split('\n')[^1];
        Assert.That(last, Does.StartWith("build: "));
        foreach (var word in words) Assert.That(last, Does.Contain(word));
    }

    private void Tool(string name, string script)
    {
        var path = _folder.File("tools/" + name);
        File.WriteAllText(path, "#!" + _folder.File("tools/bash") + "\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
