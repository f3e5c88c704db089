using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

/// <summary>Places that cannot be written are files where folders should be: that also holds for root.</summary>
public sealed class DoctorTests
{
    [Test]
    public void A_home_that_is_a_file_fails_and_no_command_takes_it_for_an_empty_one()
    {
        using var persim = new Persim();
        var file = Path.Combine(persim.Home, "file");
        File.WriteAllText(file, "");
        persim.Set("PERSIM_HOME", file);

        var doctor = persim.Run("doctor");

        Assert.That(doctor.ExitCode, Is.EqualTo(1));
        Assert.That(doctor.Output, Does.Contain("FAIL  home"));
        persim.Run("models", "list").IsOneLineOfError(1, "PERSIM_HOME", "no folder");
    }

    [TestCase("runs", "fail")]
    [TestCase("models", "warn")]
    [TestCase(".cache", "warn")]
    public void A_store_that_cannot_be_written_is_found_with_a_next_step(string store, string verdict)
    {
        using var persim = new Persim();
        if (store == "models") Directory.Delete(persim.Models);
        File.WriteAllText(Path.Combine(persim.Home, store), "in the way");

        var doctor = persim.Run("doctor", "--json");

        var found = doctor.Json.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("verdict").GetString() != "pass");
        Assert.That(found.GetProperty("verdict").GetString(), Is.EqualTo(verdict));
        Assert.That(found.GetProperty("name").GetString(), Is.EqualTo("stores"));
        Assert.That(found.GetProperty("detail").GetString(), Does.Contain(store));
        Assert.That(found.GetProperty("next").GetString(), Is.Not.Empty);
        Assert.That(doctor.ExitCode, Is.EqualTo(verdict == "fail" ? 1 : 0));
    }

    [Test]
    public void It_makes_no_folders_and_pads_no_lines()
    {
        using var persim = new Persim();
        persim.Set("PERSIM_HOME", Path.Combine(persim.Home, "not", "there"));

        var doctor = persim.Run("doctor", "--model", "nothing");

        Assert.That(doctor.ExitCode, Is.EqualTo(1));
        Assert.That(doctor.Output, Does.Contain("FAIL  model").And.Contain("-> `persim models list`"));
        Assert.That(doctor.Output.Split('\n'), Is.All.Matches<string>(l => l == l.TrimEnd()));
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "not")), Is.False);
    }

    [Test]
    public void A_home_without_a_cache_uses_the_user_s_and_without_that_none()
    {
        using var persim = new Persim();
        var user = Path.Combine(persim.Home, "user-cache", "persim");
        File.WriteAllText(Path.Combine(persim.Home, ".cache"), "in the way");

        var kept = persim.Run("doctor", "--model", TinyModel.Path()).IsFine();
        Assert.That(kept.Error, Does.Contain("is kept in " + user));
        Assert.That(Directory.GetFiles(Path.Combine(user, "verdicts"), "verdict-*"), Has.Length.EqualTo(1));

        File.WriteAllText(Path.Combine(persim.Home, "file"), "");
        persim.Set("XDG_CACHE_HOME", Path.Combine(persim.Home, "file"));
        Assert.That(persim.Run("doctor", "--model", TinyModel.Path()).IsFine().Error, Does.Contain("is not kept"));
    }
}
