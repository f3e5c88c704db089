using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class ModelsAddTests
{
    [Test]
    [Platform(Exclude = "Win", Reason = "symbolic links need a right of their own there")]
    public void A_model_reached_by_another_way_is_never_replaced_by_a_link_to_itself()
    {
        using var persim = new Persim();
        var path = Path.Combine(persim.Models, "lt.gguf");
        File.Copy(TinyModel.Path(), path);
        var whole = File.ReadAllBytes(path);
        Directory.CreateSymbolicLink(Path.Combine(persim.Home, "alias"), persim.Models);
        File.CreateSymbolicLink(Path.Combine(persim.Home, "other.gguf"), path);

        persim.Run("models", "add", "alias/lt.gguf", "--force", "--link").IsOneLineOfError(1, "only copy");
        persim.Run("models", "add", "other.gguf", "--name", "lt", "--force", "--link").IsOneLineOfError(1, "only copy");
        persim.Run("models", "add", "models/lt.gguf", "--force", "--link").IsOneLineOfError(1, "already");
        persim.Run("models", "add", "alias/lt.gguf", "--force").IsFine();

        Assert.That(new FileInfo(path).LinkTarget, Is.Null);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(whole));
        Assert.That(Directory.GetFiles(persim.Models), Is.EqualTo(new[] { path }), "no temporary file is left");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "symbolic links need a right of their own there")]
    public void A_link_replaces_a_copy_and_a_dangling_link()
    {
        using var persim = new Persim();
        var target = Path.Combine(persim.Models, "m.gguf");
        File.WriteAllText(target, "another");

        persim.Run("models", "add", TinyModel.Path(), "--name", "m", "--link").IsOneLineOfError(1, "--force");
        persim.Run("models", "add", TinyModel.Path(), "--name", "m", "--link", "--force").IsFine();
        Assert.That(new FileInfo(target).LinkTarget, Is.EqualTo(TinyModel.Path()));

        File.Delete(target);
        File.CreateSymbolicLink(target, Path.Combine(persim.Home, "gone.gguf"));
        persim.Run("models", "add", TinyModel.Path(), "--name", "m", "--link").IsOneLineOfError(1, "--force");
        persim.Run("models", "add", TinyModel.Path(), "--name", "m", "--link", "--force").IsFine();
        Assert.That(File.Exists(target));
        Assert.That(Directory.GetFiles(persim.Models), Has.Length.EqualTo(1));
    }

    [TestCase("../../evil", "separator")]
    [TestCase("a\\b", "separator")]
    [TestCase("", "empty")]
    [TestCase(".gguf", "empty")]
    [TestCase("..", "dot")]
    [TestCase(" a", "white space")]
    [TestCase("a\u200bb", "cannot be seen")]
    public void A_name_stays_in_the_models_folder(string name, string reason)
    {
        using var persim = new Persim();
        using var elsewhere = new TempFolder();

        persim.Run("models", "add", TinyModel.Path(), "--name", name).IsOneLineOfError(1, $"'{name}'", reason, "--name");
        persim.Run("models", "synth", "--name", name).IsOneLineOfError(1, $"'{name}'", reason);
        persim.Run("models", "add", TinyModel.Path(), "--name", elsewhere.File("abs")).IsOneLineOfError(1, "separator");
        Assert.That(Directory.GetFileSystemEntries(persim.Models), Is.Empty);
    }

    [Test]
    public void An_ending_that_the_user_gave_is_not_given_twice()
    {
        using var persim = new Persim();

        persim.Run("models", "add", TinyModel.Path(), "--name", "foo.GGUF").IsFine();
        persim.Run("models", "add", TinyModel.Path(), "--name", "größer als").IsFine();

        Assert.That(Directory.GetFiles(persim.Models).Select(Path.GetFileName), Is.EquivalentTo(new[] { "foo.gguf", "größer als.gguf" }));
    }

    [Test]
    public void What_is_no_file_is_called_what_it_is()
    {
        using var persim = new Persim();

        persim.Run("models", "add", "").IsOneLineOfError(1, "''", "does not exist");
        persim.Run("models", "add", persim.Home).IsOneLineOfError(1, "is a folder");
        persim.Run("models", "add", "nothing.gguf").IsOneLineOfError(1, "does not exist");
        persim.Run("bench", "decode", "-m", persim.Home).IsOneLineOfError(1, "is a folder");
        persim.Run("bench", "decode", "-m", "").IsOneLineOfError(1, "''");
        Directory.CreateDirectory(Path.Combine(persim.Models, "d.gguf"));
        persim.Run("models", "add", TinyModel.Path(), "--name", "d", "--force").IsOneLineOfError(1, "is a folder", "--name");
    }

    [Test]
    public void A_model_whose_name_is_nearly_right_is_suggested()
    {
        using var persim = new Persim();
        File.Copy(TinyModel.Path(), Path.Combine(persim.Models, "demo-tiny.gguf"));

        persim.Run("demo", "-m", "demo-tny").IsOneLineOfError(1, "Did you mean demo-tiny?");
        Assert.That(persim.Run("demo", "-m", "qwen").IsOneLineOfError(1).Error, Does.Not.Contain("Did you mean"));
    }
}
