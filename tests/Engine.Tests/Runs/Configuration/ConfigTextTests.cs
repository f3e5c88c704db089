using NUnit.Framework;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

public sealed class ConfigTextTests
{
    private const int Trials = 400;

    [Test]
    public void The_canonical_text_holds_every_value_in_the_order_of_declaration()
    {
        var text = ConfigText.Canonical(Samples.Bind("town: { difficulty: 4 }\nnote: 'on'\nstudy: town\nminds: { b: {}, a: { limits: { calls: ~ } } }\nweights: { a: ~ }\ntop_mean: 1e-5\n"));

        Assert.That(text, Is.EqualTo("""
            study: town
            voice: calm
            live: false
            population: 32
            ticks: 200
            top_mean: 1.0E-05
            seed: 1
            cost: null
            colour: red
            second: deep_blue
            cells: 7
            note: "on"
            numbers:
              - 1
              - 2
            words: []
            steps:
              - { from: 3, "on": true }
            weights:
              a: null
              b: 2
            minds:
              a:
                parallel: 4
                temperature: 0.7
                limits:
                  calls: null
              b:
                parallel: 4
                temperature: 0.7
                limits:
                  calls: 5
            part:
              depth: 4
              label: plain
            spare: null
            town:
              difficulty: 4
              environment: research

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Order_comments_and_spelling_of_the_source_do_not_change_the_hash()
    {
        var one = Samples.Bind("study: town\nseed: 7\ntop_mean: 0.50\nminds: { a: {}, b: { parallel: 3 } }\n");
        var two = Samples.Bind("# a comment\nminds:\n  b: { temperature: 0.7, parallel: +3 }\n  a: {}\ntop_mean: 5e-1\nseed: 7\n\"study\": 'town'\n");

        Assert.That(ConfigText.Hash(two), Is.EqualTo(ConfigText.Hash(one)).And.Length.EqualTo(64));
        Assert.That(ConfigText.Hash(Samples.Bind("study: town\nseed: 8\n")), Is.Not.EqualTo(ConfigText.Hash(one)));
    }

    // the hash names runs: it must not change with a version
    [Test]
    public void The_hash_is_the_sha_256_of_the_text()
    {
        var bound = ConfigSchema.Of(typeof(SamplePart)).Bind(ConfigFile.Parse("label: x", "s.yaml"));

        Assert.That(ConfigText.Canonical(bound), Is.EqualTo("depth: 1\nlabel: x\n"));
        Assert.That(ConfigText.Hash(bound), Is.EqualTo("eb59b42cac4202fa21718a7311fd700b1e001cf247f5cd7258bf244405f369ed"));
    }

    [Test]
    public void Any_configuration_read_back_from_its_text_is_equal_and_has_the_same_text()
    {
        var random = new CounterRng(20261120);
        for (var trial = 0; trial < Trials; trial++)
        {
            var bound = Samples.Schema.Wrap(RandomSample.Root(ref random), new Dictionary<string, object> { ["town"] = RandomSample.Town(ref random) });
            var text = ConfigText.Canonical(bound);

            var back = Samples.Bind(text);

            Assert.That(back.As<Sample>(), Is.EqualTo(bound.As<Sample>()), text);
            Assert.That(back.Section<SampleTown>("town"), Is.EqualTo(bound.Section<SampleTown>("town")), text);
            Assert.That(ConfigText.Canonical(back), Is.EqualTo(text));
            Assert.That(ConfigDiff.Between(bound, back), Is.Empty);
        }
    }

    [Test]
    public void A_difference_is_a_path_with_both_sides()
    {
        var left = Samples.Bind("study: town\nseed: 7\nnumbers: [1, 2, 3]\nminds: { a.b: {}, c: {} }\nspare: {}\n");
        var right = Samples.Bind("study: town\nseed: 8\nnumbers: [1, 5]\nminds: { a.b: { parallel: 5 } }\ntown: { difficulty: 1 }\n");

        var differences = ConfigDiff.Between(left, right);

        Assert.That(differences, Is.EqualTo(new ConfigDifference[]
        {
            new("seed", "7", "8"),
            new("numbers.1", "2", "5"),
            new("numbers.2", "3", null),
            new("minds.\"a.b\".parallel", "4", "5"),
            new("minds.c.parallel", "4", null),
            new("minds.c.temperature", "0.7", null),
            new("minds.c.limits.calls", "5", null),
            new("spare.depth", "1", null),
            new("spare.label", "plain", null),
            new("town.difficulty", "3", "1"),
            new("spare", null, "null"),
        }));
    }
}
