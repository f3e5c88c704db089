using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests;

/// <summary>Dependencies point one way: Native, Vectors, Engine, Cli.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] _order = ["Native", "Vectors", "Engine", "Cli"];

    // what Engine may use of Native outside Minds/Llama: parts that never load the library
    private static readonly string[] _managed = ["PersonaSim.Native", "PersonaSim.Native.Randomness", "PersonaSim.Native.Gguf"];

    [Test]
    public void A_project_refers_only_to_the_one_before_it()
    {
        for (var i = 0; i < _order.Length; i++)
        {
            var project = XDocument.Load(Path.Combine(Repository.Root, _order[i], $"PersonaSim.{_order[i]}.csproj"));
            var references = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

            Assert.That(references, Is.EquivalentTo(i == 0 ? [] : new[] { "PersonaSim." + _order[i - 1] }), _order[i]);
        }
    }

    [Test]
    public void No_file_names_a_layer_above_its_own()
    {
        var wrong = from i in Enumerable.Range(0, _order.Length)
                    from file in Sources(_order[i])
                    from used in Namespaces(file)
                    where _order.Skip(i + 1).Any(above => used == "PersonaSim." + above || used.StartsWith($"PersonaSim.{above}.", StringComparison.Ordinal))
                    select $"{file}: {used}";

        Assert.That(wrong, Is.Empty);
    }

    // exports write Parquet and answer SQL through DuckDB, and touch nothing else that is native
    private const string Analytics = "PersonaSim.Native.Analytics";

    [Test]
    public void Only_the_llama_mind_and_exports_use_native_code_inside_the_engine()
    {
        var wrong = from file in Sources("Engine")
                    let path = file.Replace('\\', '/')
                    where !path.Contains("/Engine/Minds/Llama/", StringComparison.Ordinal)
                    from used in Namespaces(file)
                    where !(path.Contains("/Engine/Exports/", StringComparison.Ordinal) && (used == Analytics || used.StartsWith(Analytics + ".", StringComparison.Ordinal)))
                    where used.StartsWith("PersonaSim.Native.", StringComparison.Ordinal) && !_managed.Any(m => used == m || used.StartsWith(m + ".", StringComparison.Ordinal) && m != "PersonaSim.Native")
                    select $"{file}: {used}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Only_native_holds_imports_and_pointers()
    {
        var wrong = from layer in _order.Skip(1)
                    from file in Sources(layer)
                    let text = File.ReadAllText(file)
                    where text.Contains("LibraryImport", StringComparison.Ordinal) || UnsafeWord().IsMatch(text)
                    select file;

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void A_using_line_the_wrong_way_would_be_found()
    {
        Assert.That(Using().Matches("using PersonaSim.Cli.Wiring;\nvar x = PersonaSim.Engine.Runs.Rng;").Select(m => m.Groups[1].Value), Is.EqualTo(new[] { "PersonaSim.Cli.Wiring", "PersonaSim.Engine.Runs.Rng" }));
        Assert.That(Sources("Native").Count(), Is.GreaterThan(40), "the search itself must see the files");
    }

    private static IEnumerable<string> Sources(string layer) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, layer), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains("node_modules", StringComparison.Ordinal));

    private static IEnumerable<string> Namespaces(string file) => Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Distinct();

    [GeneratedRegex(@"(PersonaSim(?:\.\w+)+)")]
    private static partial Regex Using();

    [GeneratedRegex(@"\bunsafe\b\s*(\{|class|struct|static|void|partial)")]
    private static partial Regex UnsafeWord();
}
