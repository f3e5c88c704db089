using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>What the study may know, read from its source.</summary>
public sealed class BoundaryTests
{
    private static readonly string _study = Path.Combine(Repository.Root, "Engine", "Studies", "Reputation");

    [Test]
    public void Nothing_comes_from_another_study()
    {
        Assert.That(Files().Where(f => File.ReadAllText(f).Contains("Studies.Town", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Only_rules_know_a_personality()
    {
        var knows = Files().Where(f => File.ReadAllText(f) is var text && (text.Contains("ITempers", StringComparison.Ordinal) || text.Contains("Traits ", StringComparison.Ordinal))).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!));

        Assert.That(knows.Distinct(), Is.EqualTo(new[] { "Rules" }));
    }

    [Test]
    public void The_rule_is_not_told_its_arm()
    {
        var rules = Directory.EnumerateFiles(Path.Combine(_study, "Rules"), "*.cs").Select(File.ReadAllText).ToList();

        Assert.That(rules.Count, Is.GreaterThan(2));
        Assert.That(rules.Any(t => t.Contains("Config.Reputation", StringComparison.Ordinal) || t.Contains("Config.Gossip", StringComparison.Ordinal) || t.Contains("PlaceboGossip", StringComparison.Ordinal)), Is.False);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(_study, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
