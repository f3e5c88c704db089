using NUnit.Framework;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

/// <summary>A mistake says where it is, what was found, what was expected, and what may have been meant.</summary>
public sealed class ConfigMistakeTests
{
    private const string Top = "Known here: study, voice, live, population, ticks, top_mean, seed, cost, colour, second, cells, note, numbers, words, steps, weights, minds, part, spare, town, extends. Sections of other studies: election, opinion.";

    // each document has `study: town` as its first line
    [TestCase("popluation: 3", "2:1: popluation: there is no such key, did you mean population? " + Top)]
    [TestCase("oppinion: {}", "2:1: oppinion: there is no such key, did you mean opinion? " + Top)]
    [TestCase("temperature: 3", "2:1: temperature: there is no such key; there is minds.NAME.temperature. " + Top)]
    [TestCase("town:\n  dificulty: 3", "3:3: town.dificulty: there is no such key, did you mean difficulty? Known here: difficulty, environment.")]
    [TestCase("part: { label: a, dept: 3 }", "2:19: part.dept: there is no such key, did you mean depth? Known here: depth, label.")]
    [TestCase("population: 1", "2:13: population: found '1', expected a whole number, 2 to 100.")]
    [TestCase("population: 101", "2:13: population: found '101', expected a whole number, 2 to 100.")]
    [TestCase("population: many", "2:13: population: found 'many', expected a whole number, 2 to 100.")]
    [TestCase("population: 12.0", "2:13: population: found '12.0', expected a whole number, 2 to 100; write 12.")]
    [TestCase("population: 1e1", "2:13: population: found '1e1', expected a whole number, 2 to 100; write 10.")]
    [TestCase("population: 0x10", "2:13: population: found '0x10', expected a whole number, 2 to 100; write it in decimal digits.")]
    [TestCase("population: \"12\"", "2:13: population: found '12', expected a whole number, 2 to 100; leave the quotes out.")]
    [TestCase("population:", "2:12: population: found nothing, expected a whole number, 2 to 100; leave the key out for 32.")]
    [TestCase("population: [3]", "2:13: population: found a list, expected a whole number, 2 to 100.")]
    [TestCase("ticks: 0", "2:8: ticks: found '0', expected a whole number, 1 or more.")]
    [TestCase("ticks: 10_000", "2:8: ticks: found '10_000', expected a whole number, 1 or more; write numbers without separators.")]
    [TestCase("seed: -1", "2:7: seed: found '-1', expected a whole number; it cannot be below 0.")]
    [TestCase("seed: 18446744073709551616", "2:7: seed: found '18446744073709551616', expected a whole number; that is beyond what this key can hold.")]
    [TestCase("cells: 2147483648", "2:8: cells: found '2147483648', expected a whole number; that is beyond what this key can hold.")]
    [TestCase("cells: 2.5", "2:8: cells: found '2.5', expected a whole number.")]
    [TestCase("top_mean: 0,7", "2:11: top_mean: found '0,7', expected a number, -3 to 3; write numbers with a decimal point and without separators.")]
    [TestCase("top_mean: .nan", "2:11: top_mean: found '.nan', expected a number, -3 to 3.")]
    [TestCase("live: yes", "2:7: live: found 'yes', expected true or false; write true.")]
    [TestCase("live: No", "2:7: live: found 'No', expected true or false; write false.")]
    [TestCase("live: off", "2:7: live: found 'off', expected true or false; write false.")]
    [TestCase("colour: deep_bleu", "2:9: colour: found 'deep_bleu', expected one of red, deep_blue, off; did you mean deep_blue?")]
    [TestCase("colour: 1", "2:9: colour: found '1', expected one of red, deep_blue, off.")]
    [TestCase("voice: lout", "2:8: voice: found 'lout', expected one of calm, loud; did you mean loud?")]
    [TestCase("numbers: 3", "2:10: numbers: found '3', expected a list.")]
    [TestCase("numbers:\n  - 3\n  - 12", "4:5: numbers.1: found '12', expected a whole number, 0 to 9.")]
    [TestCase("minds:\n  a: 3", "3:6: minds.a: found '3', expected keys: parallel, temperature, limits.")]
    [TestCase("minds: [a]", "2:8: minds: found a list, expected names with values.")]
    [TestCase("minds: { '': {} }", "2:10: minds: '' is no name: it must have 1 to 100 characters, none of them a control character.")]
    [TestCase("steps:\n  - on: false", "3:5: steps.0.from: is missing; it is a whole number: The first tick.")]
    [TestCase("seed: 3\nseed: 4", "3:1: the key 'seed' stands here a second time; the first is at sample.yaml:2:1.")]
    [TestCase("seed: !!int 3", "2:7: the tag tag:yaml.org,2002:int is not used here: leave it out, the key decides the type.")]
    [TestCase("note: *there", "2:7: nothing above is marked &there, so *there means nothing here.")]
    [TestCase("[a, b]: 3", "2:1: a key must be a single word, not a list or keys of its own.")]
    [TestCase("extends: [a]", "2:10: extends: found a list, expected the name of one YAML file.")]
    [TestCase("---\nseed: 3", "2:1: a second document begins here: a configuration is one document.")]
    [TestCase("election: {}", "2:1: election: this is the section of another study. Known here: study, voice, live, population, ticks, top_mean, seed, cost, colour, second, cells, note, numbers, words, steps, weights, minds, part, spare, town, extends.")]
    [TestCase("note: \"\\e[31m\"\nlive: \"\\e[31m\"", "3:7: live: found '·[31m', expected true or false.")]
    public void A_wrong_value_is_one_line_with_its_place(string yaml, string expected)
    {
        Assert.That(Fault("study: town\n" + yaml), Is.EqualTo("sample.yaml:" + expected));
    }

    [TestCase("seed: 3\n  ticks: 4", "3:8: this is no YAML: a colon cannot stand here; is the line indented wrongly, or does text with a colon want quotes?")]
    [TestCase("part: { depth: 3", "2:17: this is no YAML: a `{` above is not closed by `}`, or a comma is missing.")]
    [TestCase("numbers: [1, 2\nseed: 3", "3:1: this is no YAML: it cannot be read on from here; is a bracket above not closed, or a comma missing?")]
    [TestCase("numbers: [1, 2\nseed:", "3:1: this is no YAML: it cannot be read on from here; is a bracket above not closed, or a comma missing?")]
    [TestCase("note: 'never closed\nseed: 3", "2:7: this is no YAML: the quote that opens here is never closed.")]
    [TestCase("note: \"C:\\my\"", "2:7: this is no YAML: in double quotes a backslash begins an escape; use single quotes for a path.")]
    [TestCase("note: @home", "2:7: this is no YAML: no value begins with this character; put the text in quotes.")]
    [TestCase("just words\nseed: 3", "2:1: this is no YAML: a key and a colon were expected here; is the line indented like those above it?")]
    [TestCase("part:\n\tdepth: 3", "3:1: this is no YAML: the line is indented with a tab, and YAML takes blanks only.")]
    [TestCase("part:\n  depth: 3\n\tlabel: a", "4:1: this is no YAML: the line is indented with a tab, and YAML takes blanks only.")]
    [TestCase("numbers: - 1", "2:10: this is no YAML: a list cannot begin here; put its first `- ` on a line of its own.")]
    [TestCase("part:\n    depth: 3\n  label: a", "4:3: this is no YAML: a key and a colon were expected here; is the line indented like those above it?")]
    public void Broken_yaml_is_one_line_with_its_place_and_a_reason(string yaml, string expected)
    {
        Assert.That(Fault("study: town\n" + yaml), Is.EqualTo("sample.yaml:" + expected));
    }

    [TestCase("population=1", "--set population=1: population: found '1', expected a whole number, 2 to 100.")]
    [TestCase("population", "--set population: a setting is KEY=VALUE, as in --set persona.mean=0.5")]
    [TestCase("=3", "--set =3: a setting is KEY=VALUE, as in --set persona.mean=0.5")]
    [TestCase("a..b=3", "--set a..b=3: a key is missing before or behind a dot.")]
    [TestCase("part.dept=3", "--set part.dept=3: part.dept: there is no such key, did you mean depth? Known here: depth, label.")]
    [TestCase("numbers.2=3", "--set numbers.2=3: numbers: the list has elements 0 to 1, not '2'; give the whole list in brackets to make it longer.")]
    [TestCase("words.0=3", "--set words.0=3: words: the list is empty, it has no element '0'; give the whole list in brackets.")]
    [TestCase("seed.a=3", "--set seed.a=3: seed: found keys (a), expected a whole number.")]
    [TestCase("numbers=[1", "--set numbers=[1: this is no YAML: a `[` above is not closed by `]`, or a comma is missing.")]
    [TestCase("extends=b.yaml", "--set extends=b.yaml: what a file extends can only be said in the file.")]
    public void A_wrong_setting_is_named_as_it_was_given(string set, string expected)
    {
        Assert.That(Fault("study: town\n", set), Is.EqualTo(expected));
    }

    [Test]
    public void Three_mistakes_are_told_together_in_the_order_of_the_file()
    {
        var lines = Fault("live: yes\nstudy: town\nseed: 3\nseed: 4\npart: { dept: 1 }\n").Split(Environment.NewLine);

        Assert.That(lines[0], Is.EqualTo("3 mistakes in the configuration:"));
        Assert.That(lines.Skip(1).Select(l => l[..22]), Is.EqualTo(new[] { "  sample.yaml:1:7: liv", "  sample.yaml:4:1: the", "  sample.yaml:5:9: par" }));
    }

    [Test]
    public void At_most_ten_mistakes_are_listed_and_the_rest_counted()
    {
        var lines = Fault("study: town\n" + string.Concat(Enumerable.Range(0, 13).Select(i => $"wrong_key_{i}: 1\n"))).Split(Environment.NewLine);

        Assert.That(lines, Has.Length.EqualTo(12));
        Assert.That((lines[0], lines[^1]), Is.EqualTo(("13 mistakes in the configuration:", "  and 3 more")));
    }

    [TestCase("", "sample.yaml:1:1: study: is missing; it is text: The study.")]
    [TestCase("# only a comment\n", "sample.yaml:1:1: study: is missing; it is text: The study.")]
    [TestCase("- a\n", "sample.yaml:1:1: found a list, expected keys with values, such as `study: town`.")]
    [TestCase("town\n", "sample.yaml:1:1: found 'town', expected keys with values, such as `study: town`.")]
    public void A_file_that_is_no_set_of_keys_is_refused(string yaml, string expected) => Assert.That(Fault(yaml), Is.EqualTo(expected));

    [Test]
    public void A_missing_file_is_named_with_its_neighbours()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("town.yaml"), "study: town\nextends: bose.yaml\n");
        File.WriteAllText(folder.File("base.yaml"), "");
        File.WriteAllText(folder.File("notes.txt"), "");
        string Message(string name) => Assert.Throws<InputException>(() => ConfigFile.Load(folder.File(name)))!.Message;

        Assert.That(Message("twon.yaml"), Is.EqualTo($"there is no file {folder.File("twon.yaml")}; did you mean town.yaml? The .yaml files there: base.yaml, town.yaml."));
        Assert.That(Message("town"), Is.EqualTo($"there is no file {folder.File("town")}; did you mean town.yaml? The .yaml files there: base.yaml, town.yaml."));
        Assert.That(Message("town.yaml"), Is.EqualTo($"{folder.File("town.yaml")}:2:10: there is no file {folder.File("bose.yaml")}; did you mean base.yaml? The .yaml files there: base.yaml, town.yaml."));
        Assert.That(Message(""), Does.Contain("is a folder, not a file. The .yaml files there: base.yaml, town.yaml."));
        Assert.That(Message("no/town.yaml"), Does.EndWith("nor its folder."));
    }

    [Test]
    public void What_is_no_text_or_grows_without_end_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("latin.yaml"), [0x6e, 0x3a, 0x20, 0xe4, 0x0a]);
        var laughs = "study: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"k{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.That(Assert.Throws<InputException>(() => ConfigFile.Load(folder.File("latin.yaml")))!.Message, Does.EndWith("is not UTF-8 text: save it as UTF-8."));
        Assert.That(Fault(laughs), Does.Contain("it holds more than 200000 values, aliases written out."));
        Assert.That(Fault("study: " + new string('[', 10_000)), Does.Contain("nested more than 64 deep"));
    }

    [Test]
    public void The_study_decides_which_sections_a_file_may_have()
    {
        var catalog = new ConfigCatalog(typeof(Sample), new Dictionary<string, Type> { ["town"] = typeof(SampleTown), ["life"] = typeof(SamplePart) });
        string Message(string yaml) => Assert.Throws<InputException>(() => catalog.Bind(ConfigFile.Parse(yaml, "s.yaml")))!.Message;

        Assert.That(catalog.Bind(ConfigFile.Parse("study: life\nlife: { depth: 8 }", "s.yaml")).Section<SamplePart>("life").Depth, Is.EqualTo(8));
        Assert.That(Message("study: life\ntown: {}"), Does.StartWith("s.yaml:2:1: town: this is the section of another study."));
        Assert.That(Message("study: tuwn"), Is.EqualTo("s.yaml:1:8: study: there is no study 'tuwn', did you mean town? Known: life, town."));
        Assert.That(Message("seed: x"), Does.StartWith("2 mistakes"));
    }

    [Test]
    public void A_wrong_preset_is_named_by_its_option()
    {
        var fault = Assert.Throws<InputException>(() => Samples.Schema.Bind(ConfigFile.Parse("study: town", "s.yaml", presets: [new ConfigPreset("--seed x", "seed", "x")])))!;

        Assert.That(fault.Message, Is.EqualTo("--seed x: seed: found 'x', expected a whole number."));
    }

    private static string Fault(string yaml, params string[] sets) => Assert.Throws<InputException>(() => Samples.Bind(yaml, sets))!.Message;
}
