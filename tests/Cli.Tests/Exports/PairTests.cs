using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Cli.Tests.Runs;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>Transcripts for human raters: nobody's name is in them, and the key is apart.</summary>
public sealed class PairTests
{
    [Test]
    public void Pairs_show_no_name_and_the_key_says_who_they_are()
    {
        using var persim = new Persim();
        persim.Run(RunTests.Town("talk", 40)).IsFine();
        var names = persim.Run("inspect", "talk", "--json").IsFine().Json.EnumerateArray().Select(n => n.GetString()!).ToList();

        persim.Run("export", "talk", "--to", "pairs", "--pairs", "3", "--out", "a").IsFine();
        persim.Run("export", "talk", "--to", "pairs", "--pairs", "3", "--out", "b").IsFine();
        persim.Run("export", "talk", "--to", "pairs", "--pairs", "3", "--seed", "99", "--out", "c").IsFine();
        var (shown, key) = (Read(persim, "a", "pairs.csv"), Read(persim, "a", "pairs.key.csv"));

        Assert.That(names.Where(n => Regex.IsMatch(shown, $@"\b{n}\b", RegexOptions.IgnoreCase)), Is.Empty);
        Assert.That(names.Count(n => key.Contains(n, StringComparison.Ordinal)), Is.GreaterThan(3));
        Assert.That(key.Trim().Split('\n'), Has.Length.EqualTo(1 + (5 * 3)));
        Assert.That(Regex.Matches(shown, @"^p\d\d\d,", RegexOptions.Multiline), Has.Count.EqualTo(15));
        Assert.That(Read(persim, "b", "pairs.csv"), Is.EqualTo(shown), "the same seed, the same pairs");
        Assert.That(Read(persim, "c", "pairs.csv"), Is.Not.EqualTo(shown));
        foreach (var line in key.Trim().Split('\n').Skip(1).Select(l => l.Split(',')))
        {
            var (a, b) = (double.Parse(line[4], System.Globalization.CultureInfo.InvariantCulture), double.Parse(line[5], System.Globalization.CultureInfo.InvariantCulture));
            Assert.That(line[6], Is.EqualTo(a > b ? "a" : "b"));
            Assert.That(a, Is.Not.EqualTo(b));
        }
    }

    [Test]
    public void A_run_in_which_nobody_talks_is_refused()
    {
        using var persim = new Persim();
        persim.Run("run", "reputation", "--mock", "--scenario", "pd", "--population", "8", "--ticks", "2", "--run-id", "mute").IsFine();

        persim.Run("export", "mute", "--to", "pairs").IsOneLineOfError(1, "pairs need four", "mute");
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs", "mute", "pairs")), Is.False);
    }

    private static string Read(Persim persim, string folder, string file) => File.ReadAllText(Path.Combine(persim.Home, folder, file));
}
