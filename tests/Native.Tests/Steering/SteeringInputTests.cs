using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

public sealed class SteeringInputTests
{
    [TestCase(float.NaN)]
    [TestCase(float.NegativeInfinity)]
    public void Values_that_are_not_finite_name_direction_layer_and_place(float bad)
    {
        var table = new SteeringTable(width: 3, layers: 5);

        Assert.That(() => table.Add("E", new Dictionary<int, float[]> { [2] = [0, 1, bad] }), Throws.InstanceOf<InputException>().With.Message.Contains("'E'").And.Message.Contains("value 2 at layer 2"));
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(-1)]
    public void A_layer_outside_the_model_names_both_sides(int layer)
    {
        var table = new SteeringTable(width: 2, layers: 5);

        Assert.That(() => table.Add("E", new Dictionary<int, float[]> { [layer] = [0, 1] }), Throws.InstanceOf<InputException>().With.Message.Contains($"block {layer};").And.Message.Contains("1 to 4"));
    }

    [Test]
    public void Another_model_s_vector_names_both_widths()
    {
        var table = new SteeringTable(width: 4, layers: 5);

        Assert.That(() => table.Add("E", new Dictionary<int, float[]> { [2] = [0, 1] }), Throws.InstanceOf<InputException>().With.Message.Contains("2 values").And.Message.Contains("4 wide"));
    }

    [TestCase(2.01f)]
    [TestCase(-2.5f)]
    [TestCase(float.NaN)]
    public void A_dose_outside_the_declared_range_is_refused_not_clamped(float dose)
    {
        var table = new SteeringTable(width: 1, layers: 3);
        table.Add("E", new Dictionary<int, float[]> { [1] = [1] }, lowestDose: -2, highestDose: 2);

        Assert.That(() => table.Doses(("E", dose)), Throws.InstanceOf<InputException>().With.Message.Contains("-2 to 2"));
        Assert.That(table.Doses(("E", 2)).Dose(0), Is.EqualTo(2));
    }

    [Test]
    public void Unknown_double_and_too_many_directions_are_refused()
    {
        var table = new SteeringTable(width: 1, layers: 3);
        var layers = new Dictionary<int, float[]> { [1] = [1] };
        for (var i = 0; i < SteeringTable.MaxDirections; i++) table.Add("d" + i, layers);

        Assert.That(() => table.Add("one more", layers), Throws.InstanceOf<InputException>().With.Message.Contains("32"));
        Assert.That(() => table.Doses(("d1", 1), ("d1", 1)), Throws.InstanceOf<InputException>().With.Message.Contains("two doses"));
        Assert.That(() => table.Doses(("nobody", 1)), Throws.InstanceOf<InputException>().With.Message.Contains("no direction 'nobody'"));
    }

    [Test]
    public void A_table_for_another_model_or_without_directions_is_refused_by_the_context()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        var narrow = new SteeringTable(model.Width / 2, model.Layers);
        narrow.Add("E", new Dictionary<int, float[]> { [1] = new float[model.Width / 2] });

        Assert.That(() => Society.Context(model, narrow), Throws.InstanceOf<InputException>().With.Message.Contains($"width {model.Width / 2}").And.Message.Contains($"width {model.Width}"));
        Assert.That(() => Society.Context(model, new SteeringTable(model.Width, model.Layers)), Throws.InstanceOf<InputException>().With.Message.Contains("no direction"));
    }

    [Test]
    public void Doses_from_another_table_are_refused()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var context = Society.Context(model, Society.Table(model, 1));

        Assert.That(() => context.Steering!.Set(new SequenceId(0), Society.Random(Society.Table(model, 1), 1)), Throws.InstanceOf<InputException>().With.Message.Contains("another steering table"));
    }

    [Test]
    public void A_direction_that_comes_after_the_context_is_refused()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        var table = Society.Table(model, 1);
        using var context = Society.Context(model, table);

        Assert.That(() => table.Add("late", new Dictionary<int, float[]> { [1] = new float[model.Width] }), Throws.InvalidOperationException.With.Message.Contains("comes too late"));
    }
}
