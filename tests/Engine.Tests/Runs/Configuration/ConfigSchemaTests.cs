using NUnit.Framework;
using PersonaSim.Engine.Runs.Configuration;
using RangeAttribute = PersonaSim.Engine.Runs.Configuration.RangeAttribute; // NUnit has one too

namespace PersonaSim.Engine.Tests.Runs.Configuration;

public sealed class ConfigSchemaTests
{
    private sealed record Undocumented
    {
        [Doc("Said.")]
        public int Said { get; init; }

        public int Unsaid { get; init; }

        [Doc(" ")]
        public int Empty { get; init; }
    }

    private sealed record Contradictory
    {
        [Doc("A number."), Range(1, 3)]
        public int Low { get; init; }

        [Doc("A text."), Range(1, 3)]
        public string Text { get; init; } = "";

        [Doc("A text."), OneOf("a")]
        public string One { get; init; } = "b";

        [Doc("A number."), OneOf("a")]
        public int Number { get; init; }

        [Doc("A number."), Example("many")]
        public int Many { get; init; }

        [Doc("A text.")]
        public string Nothing { get; init; } = null!;
    }

    private sealed record Circular
    {
        [Doc("Itself.")]
        public IReadOnlyList<Circular> Inner { get; init; } = [];
    }

    private sealed record Strange
    {
        [Doc("A date.")]
        public DateTime Day { get; init; }
    }

    private sealed record Holes
    {
        [Doc("Perhaps numbers.")]
        public IReadOnlyList<int?> Numbers { get; init; } = [];
    }

    [Test]
    public void A_property_without_a_sentence_is_refused_by_name()
    {
        var fault = Assert.Throws<ArgumentException>(() => ConfigSchema.Of(typeof(Undocumented)))!;

        Assert.That(fault.Message, Does.Contain("Undocumented.Unsaid has no [Doc]; Undocumented.Empty has no [Doc]").And.Not.Contain("Said has no [Doc]; Undocumented.Unsaid"));
    }

    [TestCase("Low has the default 0, which it does not take")]
    [TestCase("Text has a [Range] and is no number")]
    [TestCase("One has the default b, which it does not take")]
    [TestCase("Number has a [OneOf] and is no text")]
    [TestCase("Many has an [Example] that it does not take: Example")]
    [TestCase("Nothing is null by default and not nullable")]
    public void A_declaration_that_contradicts_itself_is_refused(string expected)
    {
        var fault = Assert.Throws<ArgumentException>(() => ConfigSchema.Of(typeof(Contradictory)))!;

        Assert.That(fault.Message, Does.Contain("Contradictory." + expected.Replace(": Example", ": many: found 'many'", StringComparison.Ordinal)));
    }

    [Test]
    public void Types_that_cannot_be_read_from_a_file_are_refused()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => ConfigSchema.Of(typeof(Circular)))!.Message, Does.Contain("holds itself"));
        Assert.That(Assert.Throws<ArgumentException>(() => ConfigSchema.Of(typeof(Strange)))!.Message, Does.Contain("Strange.Day cannot be configured: DateTime"));
        Assert.That(Assert.Throws<ArgumentException>(() => ConfigSchema.Of(typeof(Holes)))!.Message, Does.Contain("its elements may be nothing"));
        Assert.That(Assert.Throws<ArgumentException>(() => ConfigSchema.Of(typeof(SamplePart), new Dictionary<string, Type> { ["depth"] = typeof(SampleTown) }))!.Message, Does.Contain("'depth', which is taken"));
    }

    [Test]
    public void Every_key_is_listed_with_all_that_is_known_of_it()
    {
        var keys = Samples.Schema.Keys;

        Assert.That(keys.Select(k => k.Path), Is.EqualTo(new[]
        {
            "study", "voice", "live", "population", "ticks", "top_mean", "seed", "cost", "colour", "second", "cells", "note", "numbers", "words", "steps", "steps.N.from", "steps.N.on", "weights",
            "minds", "minds.NAME.parallel", "minds.NAME.temperature", "minds.NAME.limits", "part", "part.depth", "part.label", "spare", "spare.depth", "spare.label", "town.difficulty", "town.environment",
        }));
        var population = keys.Single(k => k.Path == "population");
        Assert.That((population.Type, population.Default, population.Unit, population.Range, population.Example, population.Sentence), Is.EqualTo(("a whole number", "32", "agents", "2 to 100", "40", "An int.")));
        Assert.That(keys.Single(k => k.Path == "colour").Values, Is.EqualTo(new ConfigChoice[] { new("red", "As roses are."), new("deep_blue", null), new("off", null) }));
        Assert.That((keys[0].Required, keys[0].Default), Is.EqualTo((true, (string?)null)));
    }
}
