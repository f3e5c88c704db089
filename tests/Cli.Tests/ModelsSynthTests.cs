using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class ModelsSynthTests
{
    [Test]
    [Platform(Exclude = "Win", Reason = "there are no pipes with a name in a folder")]
    public void What_is_no_plain_file_is_never_replaced()
    {
        using var persim = new Persim();
        using (var mkfifo = Process.Start("mkfifo", [Path.Combine(persim.Home, "pipe")])) mkfifo.WaitForExit();
        File.CreateSymbolicLink(Path.Combine(persim.Home, "link.gguf"), TinyModel.Path());
        Directory.CreateDirectory(Path.Combine(persim.Home, "folder"));

        persim.Run("models", "synth", "-o", "pipe", "--force").IsOneLineOfError(1, "pipe", "never replaced");
        persim.Run("models", "synth", "-o", "link.gguf", "--force").IsOneLineOfError(1, "symbolic link", "never replaced");
        persim.Run("models", "synth", "-o", "folder", "--force").IsOneLineOfError(1, "is a folder");
        persim.Run("models", "add", "pipe").IsOneLineOfError(1, "pipe");
        persim.Run("demo", "-m", "pipe").IsOneLineOfError(1, "pipe");
        Assert.That(new FileInfo(Path.Combine(persim.Home, "link.gguf")).LinkTarget, Is.Not.Null);
        Assert.That(persim.Run("models", "synth", "-o", "plain.gguf").ExitCode, Is.Zero);
        persim.Run("models", "synth", "-o", "plain.gguf").IsOneLineOfError(1, "--force", "--output");
        persim.Run("models", "synth", "-o", "plain.gguf", "--force").IsFine();
    }

    [Test]
    public void A_folder_that_the_user_names_must_be_there()
    {
        using var persim = new Persim();

        persim.Run("models", "synth", "-o", "no/such/m.gguf").IsOneLineOfError(1, "does not exist");

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "no")), Is.False);
        persim.Run("models", "synth", "-o", "").IsOneLineOfError(1, "--output", "''");
        persim.Run("models", "synth", "-o", "a.gguf", "--name", "b").IsOneLineOfError(1, "exclude each other");
    }

    [Test]
    public void Another_model_gets_another_name_and_the_plain_one_the_plain_name()
    {
        using var persim = new Persim();

        foreach (var size in new string[][] { [], ["--seed", "5"], ["--layers", "2"], ["--context", "128"] }) persim.Run(["models", "synth", .. size]).IsFine();
        persim.Run("models", "synth", "--layers", "4", "--seed", "1").IsOneLineOfError(1, "synth-llama-tiny-q4_0.gguf exists");
        persim.Run("models", "synth", "--seed", "5").IsOneLineOfError(1, "exists");

        var names = Directory.GetFiles(persim.Models).Select(f => Path.GetFileNameWithoutExtension(f)).ToList();
        Assert.That(names, Has.Count.EqualTo(4));
        Assert.That(names, Has.One.EqualTo("synth-llama-tiny-q4_0"));
        Assert.That(names, Is.All.Match("^synth-llama-tiny-q4_0(-[0-9a-f]{6})?$"));
    }

    [Test]
    public void The_vocabulary_is_a_number_or_a_file()
    {
        using var persim = new Persim();

        persim.Run("models", "synth", "--vocab", "10000000000").IsOneLineOfError(1, "--vocab 10000000000 is out of range");
        persim.Run("models", "synth", "--vocab", "1").IsOneLineOfError(1, "vocabulary 1");
        persim.Run("models", "synth", "--vocab", "").IsOneLineOfError(1, "--vocab", "''");
        persim.Run("models", "synth", "--vocab", ".").IsOneLineOfError(1, "is a folder");
        persim.Run("models", "synth", "--vocab", "none.gguf").IsOneLineOfError(1, "'none.gguf' does not exist");
    }

    [Test]
    public void Json_says_what_was_made_and_a_wrong_word_is_not_bent_into_a_right_one()
    {
        using var persim = new Persim();

        var made = persim.Run("models", "synth", "--name", "m", "--threads", "1", "--json").IsFine().Json;

        Assert.That(made.GetProperty("name").GetString(), Is.EqualTo("m"));
        Assert.That(made.GetProperty("bytes").GetInt64(), Is.EqualTo(new FileInfo(Path.Combine(persim.Models, "m.gguf")).Length));
        Assert.That(persim.Run("models", "synth", "--quant", "q9").IsOneLineOfError(1, "Known: f32").Error, Does.Not.Contain("did you mean"));
        persim.Run("models", "synth", "--threads", "999").IsOneLineOfError(1, "999 threads");
    }
}
