using System.Reflection;
using NUnit.Framework;
using PersonaSim.Cli.Commands;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Tests;

public sealed class ConfigExplainTests
{
    private sealed record Town
    {
        [Doc("How hard the tasks are.")]
        public int Difficulty { get; init; } = 3;
    }

    private static readonly ConfigCatalog _towns = new(typeof(RunConfig), new Dictionary<string, Type> { ["town"] = typeof(Town), ["village"] = typeof(Town) });

    [Test]
    public void Every_property_of_the_configuration_is_listed()
    {
        using var persim = new Persim();

        var text = persim.Run("config", "explain").IsFine().Output.Split(Environment.NewLine);
        var json = persim.Run("config", "explain", "--json").IsFine().Json.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("path").GetString()).ToList();

        var properties = Properties(typeof(RunConfig)).Concat(Wiring.Runs.Studies.Catalog.Sections.Values.SelectMany(Properties));
        var expected = properties.Select(p => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)).ToList();
        Assert.That(json.Select(p => p!.Split('.')[^1]), Is.EquivalentTo(expected));
        Assert.That(text, Is.SupersetOf(json));
        Assert.That(expected, Has.Count.GreaterThan(50));
    }

    [Test]
    public void One_key_is_explained_with_all_that_is_known_of_it()
    {
        using var persim = new Persim();
        persim.Set("COLUMNS", "100");

        var population = persim.Run("config", "explain", "population").IsFine().Output.ReplaceLineEndings("\n");
        var kind = persim.Run("config", "explain", "minds.agents.kind").IsFine().Output;

        Assert.That(population, Is.EqualTo("population\n    How many agents there are.\n    a whole number; 2 to 20000; unit: agents; default: 32\n"));
        Assert.That(kind, Does.StartWith("minds.NAME.kind").And.Contain("rule | llama | remote; required").And.Contain("    remote: A model behind an address."));
    }

    [Test]
    public void No_line_is_wider_than_the_terminal_where_words_can_be_broken()
    {
        using var persim = new Persim();
        persim.Set("COLUMNS", "60");

        foreach (var line in persim.Run("config", "explain").IsFine().Output.Split(Environment.NewLine).Where(l => l.TrimStart().Contains(' '))) Assert.That(line, Has.Length.LessThanOrEqualTo(60));
    }

    [TestCase("persona", "persona", "persona.schedule.N.on")]
    [TestCase("minds.anybody.caps", "minds.NAME.caps", "minds.NAME.caps.cost")]
    [TestCase("persona.schedule.0", "persona.schedule.N.from", "persona.schedule.N.on")]
    public void A_section_is_listed_alone(string section, string first, string last)
    {
        using var persim = new Persim();

        var paths = persim.Run("config", "explain", section, "--json").IsFine().Json.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("path").GetString()!).ToList();

        Assert.That((paths[0], paths[^1]), Is.EqualTo((first, last)));
    }

    [Test]
    public void A_key_that_is_none_is_refused_with_the_nearest()
    {
        using var persim = new Persim();

        persim.Run("config", "explain", "popluation").IsOneLineOfError(1, "there is no key 'popluation', did you mean population?");
        persim.Run("config", "explain", "temperature").IsOneLineOfError(1, "did you mean minds.NAME.temperature?");
        persim.Run("config", "explain", "zzzzzzzz").IsOneLineOfError(1, "`persim config explain` lists all");
        persim.Run("config", "explain", "--study", "nowhere", "--json").IsOneLineOfError(1, "unknown study 'nowhere'");
    }

    [Test]
    public void A_study_brings_its_own_section_and_no_other()
    {
        Assert.That(Explain("--study", "town"), Does.Contain("town.difficulty").And.Contain("population").And.Not.Contain("village."));
        Assert.That(Explain(), Does.Contain("town.difficulty").And.Contain("village.difficulty"));
        Assert.That(Assert.Throws<InputException>(() => Explain("--study", "tow"))!.Message, Does.Contain("did you mean town?"));
    }

    [Test]
    public void The_table_has_a_row_for_each_key()
    {
        using var persim = new Persim();
        persim.Set("COLUMNS", "220");
        using var output = new StringWriter();
        var keys = _towns.SchemaFor("town").Keys;

        ConfigListing.WriteTable(output, keys);

        foreach (var key in keys) Assert.That(output.ToString(), Does.Contain($"│ {key.Path} "));
        Assert.That(output.ToString(), Does.Contain("what it is").And.Contain("(required)").And.Contain("a whole number, 2 to 20000, agents").And.Contain("E.g. town"));
    }

    private static string Explain(params string[] arguments)
    {
        using var output = new StringWriter();
        ConfigExplainCommand.Create(_towns).Parse(arguments).Invoke(new() { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString();
    }

    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null))
        {
            yield return property;
            var inner = property.PropertyType.IsGenericType ? property.PropertyType.GenericTypeArguments[^1] : property.PropertyType;
            if (inner.Assembly == typeof(RunConfig).Assembly && !inner.IsEnum) foreach (var below in Properties(inner)) yield return below;
        }
    }
}
