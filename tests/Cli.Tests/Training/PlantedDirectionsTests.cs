using NUnit.Framework;
using PersonaSim.Cli.Training;
using PersonaSim.Native;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests.Training;

public sealed class PlantedDirectionsTests
{
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("persim").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Directions_of_all_traits_are_equally_long_and_point_where_their_files_do()
    {
        foreach (var (i, trait) in "EACNO".Index()) Write(trait, i + 1, 1, 2);

        var directions = PlantedDirections.Read(_folder);

        Assert.That(directions.Layers.Keys, Is.EqualTo(new[] { 1, 2 }));
        foreach (var trait in Enumerable.Range(0, 5))
        {
            float[] values = [.. directions.Layers.Values.SelectMany(l => l[trait])];
            Assert.That(values.Sum(x => x * x), Is.EqualTo(1).Within(1e-6), "EACNO"[trait].ToString());
            Assert.That(values.Select(x => x / values[0]), Is.EqualTo(new[] { 1f, -2, -1, 2 }).Within(1e-6), "the blocks' shares stay");
        }
    }

    [Test]
    public void A_direction_of_zeros_and_traits_behind_different_blocks_are_refused_by_name()
    {
        foreach (var trait in "EACN") Write(trait, 1, 1, 2);
        Write('O', 0, 1, 2);
        Assert.That(() => PlantedDirections.Read(_folder), Throws.TypeOf<InputException>().With.Message.Contains("O.gguf").And.Message.Contains("zeros"));

        Write('O', 1, 1, 3);
        Assert.That(() => PlantedDirections.Read(_folder), Throws.TypeOf<InputException>().With.Message.Contains("block 2").And.Message.Contains("--layers"));
    }

    private void Write(char trait, float size, int first, int second) =>
        new ControlVector("llama", new Dictionary<int, float[]> { [first] = [size, -2 * size], [second] = [-size, 2 * size] }).Write(Path.Combine(_folder, trait + ".gguf"));
}
