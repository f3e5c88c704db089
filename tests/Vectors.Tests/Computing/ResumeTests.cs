using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Testing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Computing;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>A computation that was stopped ends with the same bytes as one that was not; on quantised weights, where the company of a text changes bits.</summary>
public sealed class ResumeTests
{
    private static readonly NamedSet _set = MarkerSets.Trait('E', ["loud"], ["quiet"], perFacet: 4);
    private TempFolder _folder = null!;
    private LlamaModel _model = null!;
    private Dictionary<string, byte[]> _whole = null!;

    [OneTimeSetUp]
    public void Whole()
    {
        _folder = new TempFolder();
        _model = LlamaModel.Load(PlantedModel.Unplanted("q8_0"));
        new VectorComputer(_model, Request("whole")).Run();
        _whole = Files("whole");
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Only_the_vector_and_its_card_are_left() => Assert.That(_whole.Keys, Is.EquivalentTo(new[] { "E.gguf", "E.json" }));

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(5)]
    public void Cancelled_behind_any_page_it_goes_on_to_the_same_bytes(int pages)
    {
        using var stop = new CancellationTokenSource();
        var name = "cancelled" + pages;
        var seen = 0;
        Assert.That(() => new VectorComputer(_model, Request(name)).Run(_ =>
        {
            if (++seen == pages) stop.Cancel();
        }, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Files(name).Keys, Has.None.EndsWith(".gguf").And.None.EndsWith(".json"));

        var resumed = new VectorComputer(_model, Request(name)).Run();

        Assert.That(resumed.Resumed, Is.GreaterThan(0));
        Assert.That(Files(name), Is.EqualTo(_whole));
    }

    // what a hard kill leaves: a work file that ends anywhere, or behind whose end something was being written
    [Test]
    public void A_work_file_torn_anywhere_is_mended()
    {
        new VectorComputer(_model, Request("kept") with { KeepCaptures = true }).Run();
        var captures = Files("kept")["E.captures"];
        var draws = new CounterRng(6);
        long[] ends = [0, 5, 200, captures.Length - 1, .. Enumerable.Range(0, 2).Select(_ => (long)draws.NextInt(captures.Length))];
        foreach (var end in ends)
        {
            var name = $"torn{end}";
            var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
            byte[] torn = [.. captures.AsSpan(0, (int)end), .. new byte[end % 2 == 0 ? 5000 : 0]];
            File.WriteAllBytes(Path.Combine(folder, "E.captures"), torn);

            new VectorComputer(_model, Request(name)).Run();

            Assert.That(Files(name), Is.EqualTo(_whole), name);
        }
    }

    [Test]
    public void Kept_captures_are_used_again_and_those_of_something_else_are_not()
    {
        var request = Request("again") with { KeepCaptures = true };
        var first = new VectorComputer(_model, request).Run();

        var same = new VectorComputer(_model, request).Run();
        var other = new VectorComputer(_model, request with { Position = CapturePosition.Last }).Run();
        var model = new VectorComputer(_model, request with { ModelSha256 = "another" }).Run();

        Assert.That(first.Resumed, Is.Zero);
        Assert.That(same.Resumed, Is.EqualTo(first.Texts));
        Assert.That(other.Resumed, Is.Zero);
        Assert.That(model.Resumed, Is.Zero);
    }

    [Test]
    public void Two_computations_into_one_folder_do_not_mix()
    {
        var request = Request("two");
        var second = 0;
        new VectorComputer(_model, request).Run(_ =>
        {
            if (second++ > 0) return;
            Assert.That(() => new VectorComputer(_model, request).Run(), Throws.InstanceOf<Native.InputException>().With.Message.Contains("another process"));
        });

        Assert.That(second, Is.GreaterThan(0));
        Assert.That(Files("two"), Is.EqualTo(_whole));
    }

    private ComputeRequest Request(string name) => Computations.Request(_folder.File(name), _set) with { PageTokens = 1024 };

    private Dictionary<string, byte[]> Files(string name) => Directory.EnumerateFiles(_folder.File(name)).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
}
