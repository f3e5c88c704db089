using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

/// <summary>Whatever a user gives ends in a configuration or in one message.</summary>
public sealed class ConfigDamageTests
{
    [Test]
    public void A_damaged_text_is_read_or_refused_and_never_anything_else()
    {
        const string Whole = "study: town\nminds:\n  a: &x { parallel: 3, limits: { calls: ~ } }\n  b: { <<: *x }\nnumbers: [1, 2]\nnote: \"a\\tb\"\nsteps:\n  - from: 3\n    on: false\n# end\n";
        const string Marks = "\t\n {}[]:,-?#&*!|>'\"%@`<~\\=\0\r.0a\ufeff\ud800";
        var random = new CounterRng(7);
        var refused = 0;
        for (var trial = 0; trial < 5000; trial++)
        {
            var text = new StringBuilder(Whole);
            for (var changes = 1 + random.NextInt(3); changes > 0; changes--)
            {
                var at = random.NextInt(text.Length);
                if (random.NextInt(3) > 0) text.Insert(at, Marks[random.NextInt(Marks.Length)]);
                else text.Remove(at, Math.Min(text.Length - at, 1 + random.NextInt(4)));
            }

            try
            {
                var canonical = ConfigText.Canonical(Samples.Bind(text.ToString()));
                Assert.That(ConfigText.Canonical(Samples.Bind(canonical)), Is.EqualTo(canonical));
            }
            catch (InputException e)
            {
                refused++;
                Assert.That(e.Message, Does.Contain("sample.yaml:"), text.ToString());
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.Fail($"{e}\n{text}");
            }
        }

        Assert.That(refused, Is.InRange(2500, 4900));
    }

    [Test]
    public void A_random_setting_is_taken_or_refused_and_never_anything_else()
    {
        const string Marks = "abn.=0123{}[]:,-#&*!'\"~ \t\n<";
        string[] starts = ["", "numbers.", "minds.a=", "steps=", "town.", "spare", "study.", "weights."];
        var random = new CounterRng(8);
        for (var trial = 0; trial < 5000; trial++)
        {
            var set = new StringBuilder(starts[random.NextInt(starts.Length)]);
            for (var length = random.NextInt(9); length > 0; length--) set.Append(Marks[random.NextInt(Marks.Length)]);
            try
            {
                Samples.Bind("study: town\nsteps: [{ from: 1 }]\n", set.ToString());
            }
            catch (InputException e)
            {
                Assert.That(e.Message, Does.Contain("--set "), set.ToString());
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.Fail($"{e}\n{set}");
            }
        }

        Assert.That(Assert.Throws<InputException>(() => Samples.Bind("study: town", string.Join('.', Enumerable.Repeat("a", 30_000)) + "=1"))!.Message, Does.EndWith("no key lies more than 64 deep."));
    }
}
