using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests;

/// <summary>`persim vectors placebo`: permuted labels as files that no run takes for a trait.</summary>
public sealed class VectorsPlaceboTests
{
    [Test]
    public void Draws_are_as_long_as_the_real_direction_in_every_block_and_say_what_they_are()
    {
        using var persim = Prepared();
        var folder = Path.Combine(persim.Models, "vectors", "planted");
        persim.Run("vectors", "placebo", "--model", "planted", "--traits", "N").IsOneLineOfError(1, "no vector of N", "has E");
        var result = persim.Run("vectors", "placebo", "--model", "planted", "--draws", "3", "--json").IsFine();

        Assert.That(result.Error, Does.Contain("all five traits"));
        Assert.That(result.Json.GetProperty("files").EnumerateArray().Select(f => Path.GetFileName(f.GetString())), Is.EqualTo(new[] { "placebo-E.gguf", "placebo-E-2.gguf", "placebo-E-3.gguf" }));
        var real = ControlVector.Read(Path.Combine(folder, "E.gguf"));
        var draws = new[] { "placebo-E", "placebo-E-2", "placebo-E-3" }.Select(n => ControlVector.Read(Path.Combine(folder, n + ".gguf"))).ToList();
        foreach (var (draw, number) in draws.Select((d, n) => (d, n)))
        {
            Assert.That(draw.Layers.Keys, Is.EqualTo(real.Layers.Keys));
            foreach (var (layer, values) in draw.Layers) Assert.That(Norm(values), Is.EqualTo(Norm(real.Layers[layer])).Within(1e-4).Percent, $"{layer}");
            Assert.That((draw.Placebo!.Of, draw.Placebo.Seed, draw.Placebo.Draw), Is.EqualTo(("E", 1UL, number)));
            Assert.That(draw.ModelHint, Is.EqualTo(real.ModelHint));
        }

        Assert.That(real.Placebo, Is.Null);
        var layers = real.Layers.Keys.First();
        Assert.That(Cosine(draws[0].Layers[layers], draws[1].Layers[layers]), Is.LessThan(0.999), "each draw is another");
        Assert.That(persim.Run("vectors", "show", "placebo-E-2", "--model", "planted").IsFine().Output, Does.Contain("a placebo: permuted labels of E, draw 2 of seed 1"));

        // again with fewer: the same bytes, and the set that is no longer wanted goes
        var bytes = File.ReadAllBytes(Path.Combine(folder, "placebo-E-2.gguf"));
        Assert.That(persim.Run("vectors", "placebo", "--model", "planted", "--draws", "2").IsFine().Output, Does.Contain("1 file of earlier sets removed"));
        Assert.That(Directory.EnumerateFiles(folder, "placebo-*").Select(Path.GetFileName), Is.EquivalentTo(new[] { "placebo-E.gguf", "placebo-E-2.gguf" }));
        Assert.That(File.ReadAllBytes(Path.Combine(folder, "placebo-E-2.gguf")), Is.EqualTo(bytes));

        RunsTakeNoneForAnother(persim, folder);
    }

    [Test]
    public void What_is_missing_is_named_with_the_command_that_makes_it()
    {
        using var persim = Prepared();
        var folder = Path.Combine(persim.Models, "vectors", "planted");
        persim.Run("vectors", "placebo", "--model", "gone").IsOneLineOfError(1, "gone");
        persim.Run("vectors", "placebo", "--model", "planted", "--vectors", "elsewhere").IsOneLineOfError(1, "elsewhere", "vectors compute");
        File.Delete(Path.Combine(folder, "E.captures"));
        persim.Run("vectors", "placebo", "--model", "planted").IsOneLineOfError(1, "E.captures", "persim vectors compute --model planted --traits E");
        File.Delete(Path.Combine(folder, "E.json"));
        persim.Run("vectors", "placebo", "--model", "planted").IsOneLineOfError(1, "no dose card");
        Assert.That(Directory.EnumerateFiles(folder, "placebo-*"), Is.Empty);
    }

    private static void RunsTakeNoneForAnother(Persim persim, string folder)
    {
        var path = Path.Combine(persim.Models, "planted.gguf");
        using var model = LlamaModel.Load(path);
        string? Refused(string name)
        {
            try
            {
                RunVectors.Load(model, path, folder, new WantedDirections([name], [], "nobody"), 1, new SortedDictionary<string, string>(StringComparer.Ordinal), TextWriter.Null);
                return null;
            }
            catch (InputException e)
            {
                return e.Message;
            }
        }

        Assert.That(Refused("placebo-E"), Is.Null);
        File.Copy(Path.Combine(folder, "placebo-E.gguf"), Path.Combine(folder, "C.gguf"));
        Assert.That(Refused("C"), Does.Contain("placebo of E").And.Contain("no trait's"));
        File.Copy(Path.Combine(folder, "placebo-E.gguf"), Path.Combine(folder, "placebo-C.gguf"));
        Assert.That(Refused("placebo-C"), Does.Contain("placebo of E").And.Contain("wanted for C"));
        persim.Run("vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--layers", "3-4", "--threads", "1").IsFine();
        Assert.That(Refused("placebo-E"), Does.Contain("beside another E.gguf").And.Contain("persim vectors placebo --model planted"));
        Assert.That(Refused("placebo-O"), Does.Contain("placebo-O.gguf").And.Contain("persim vectors placebo --model planted"));
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));

    private static double Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum() / (Norm(a) * Norm(b));

    private static Persim Prepared()
    {
        var persim = new Persim();
        ContrastFolder.Write(Path.Combine(persim.Home, "sets"));
        ContrastFolder.WriteModel(Path.Combine(persim.Models, "planted.gguf"));
        persim.Run("vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--threads", "1").IsFine();
        return persim;
    }
}
