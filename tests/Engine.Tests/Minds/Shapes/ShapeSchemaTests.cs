using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

public sealed class ShapeSchemaTests
{
    [Test]
    public void Fields_are_a_closed_object_in_the_shapes_order()
    {
        var shape = Shape.Fields(new Field("act", Shape.Choice("talk", "walk")), new Field("n", Shape.Scale(1, 5)), new Field("say", Shape.Text(40)));

        Assert.That(ShapeSchema.Json(shape), Is.EqualTo(
            """{"type":"object","properties":{"act":{"type":"string","enum":["talk","walk"]},"n":{"type":"integer","description":"a whole number from 1 to 5","minimum":1,"maximum":5},"say":{"type":"string","description":"one line of at most 40 characters, not empty","minLength":1,"maxLength":40}},"required":["act","n","say"],"additionalProperties":false}"""));
    }

    [Test]
    public void Bounds_can_be_left_to_the_description()
    {
        var schema = ShapeSchema.Json(Shape.Scale(), bounds: false);

        Assert.That(schema, Is.EqualTo("""{"type":"object","properties":{"answer":{"type":"integer","description":"a whole number from 1 to 5"}},"required":["answer"],"additionalProperties":false}"""));
    }

    [Test]
    public void Every_answer_wrapped_as_the_schema_says_is_read_back()
    {
        var rng = new CounterRng(41);
        foreach (var shape in RandomShapes.Many(300, key: 41))
        {
            using var schema = JsonDocument.Parse(ShapeSchema.Json(shape));
            var value = ShapeSampler.Draw(shape, ref rng);
            var written = ShapeCodec.Write(shape, value);
            var remote = shape is FieldsShape ? written : $"{{\"{schema.RootElement.GetProperty("required")[0].GetString()}\": {(shape is ScaleShape ? written : JsonSerializer.Serialize(written))}}}";

            var back = ShapeCodec.ReadRemote(shape, remote, out var why);

            Assert.That(why, Is.Null, remote);
            Assert.That(ShapeCodec.Write(shape, back!), Is.EqualTo(written));
        }
    }
}
