using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>Only three things may know a personality: what doses and asks with it, the rules, and the personas themselves.</summary>
public sealed partial class TownArchitectureTests
{
    // Engine's folders that may name traits, and the one file of a study that hands the tempers on to its rules; those who are given an
    // instrument outside a run are made of personalities, and so are the speakers of a training text: no study's world is there that could leak one; pages about measurements are written when all is over
    private static readonly string[] _may = ["Agents/Personas/", "Runs/", "Measures/Psychometrics/People/", "Corpora/", "Reports/Cards/", "Reports/Instruments/"];

    [Test]
    public void Nothing_else_in_the_engine_mentions_traits()
    {
        var root = Path.Combine(Repository.Root, "Engine");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Where(f => !f.StartsWith("obj/", StringComparison.Ordinal)).ToList();
        var naming = files.Where(f => Names().IsMatch(File.ReadAllText(Path.Combine(root, f)))).ToList();
        var wrong = naming.Where(f => !_may.Any(m => f.StartsWith(m, StringComparison.Ordinal)) && !Rules().IsMatch(f) && !Hands(root, f)).ToList();

        Assert.That(wrong, Is.Empty);
        Assert.That(naming, Does.Contain("Studies/Town/Rules/TownRules.cs").And.Contain("Studies/Town/TownStudy.cs"), "the search itself must find those that may");
    }

    // a study names the tempers once, to pass them on, and so do the probes
    private static bool Hands(string root, string file) => (file.EndsWith("Study.cs", StringComparison.Ordinal) || file == "Measures/Probes/ProbePhases.cs") && Names().Count(File.ReadAllText(Path.Combine(root, file))) == 1;

    [GeneratedRegex(@"\b(ITempers|Tempers|TraitsOf|Traits(?!\.Letters))\b")]
    private static partial Regex Names();

    [GeneratedRegex(@"^(Studies/\w+|Measures/\w+)/Rules/")]
    private static partial Regex Rules();
}
