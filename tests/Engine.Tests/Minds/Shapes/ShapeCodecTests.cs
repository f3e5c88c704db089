using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

public sealed class ShapeCodecTests
{
    private static readonly FieldsShape _fields = Shape.Fields(new Field("a", Shape.Choice("talk", "walk")), new Field("n", Shape.Scale()), new Field("say", Shape.Text(5)));

    internal static string Show(Shape shape) => JsonSerializer.Serialize(shape);

    [Test]
    public void Shapes_survive_json()
    {
        foreach (var shape in RandomShapes.Many(300, key: 11).Append(Shape.Vector(8)))
        {
            var back = JsonSerializer.Deserialize<Shape>(JsonSerializer.Serialize(shape));

            Assert.That(back, Is.EqualTo(shape));
            Assert.That(back!.GetHashCode(), Is.EqualTo(shape.GetHashCode()));
            Assert.That(Show(back), Is.EqualTo(Show(shape)));
        }
    }

    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"hi\"}")]
    [TestCase("  {\n \"n\" : 3, \"say\":\"\\u0068i\",\t\"a\":\" talk \"}\n")]
    [TestCase("{\"say\":\" hi\\n\",\"a\":\"t\\u0061lk\",\"n\":3}")]
    public void Json_that_says_the_same_reads_the_same(string text)
    {
        var value = ShapeCodec.Read(_fields, text, out var why);

        Assert.That(why, Is.Null);
        Assert.That(ShapeCodec.Write(_fields, value!), Is.EqualTo("{\"a\":\"talk\",\"n\":3,\"say\":\"hi\"}"));
    }

    [TestCase("talk", "the answer is no JSON: ")]
    [TestCase("", "the answer is no JSON: ")]
    [TestCase("[]", "the answer is no JSON object")]
    [TestCase("{\"a\":\"talk\",\"n\":3}", "the field 'say' is missing")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"hi\",\"more\":1}", "there is no field 'more'")]
    [TestCase("{\"a\":\"talk\",\"a\":\"walk\",\"n\":3,\"say\":\"hi\"}", "the answer is no JSON: ")]
    [TestCase("{\"a\":\"sit\",\"n\":3,\"say\":\"hi\"}", "field 'a': 'sit' is none of talk | walk")]
    [TestCase("{\"a\":\"talk\",\"n\":6,\"say\":\"hi\"}", "field 'n': '6' is no whole number from 1 to 5")]
    [TestCase("{\"a\":\"talk\",\"n\":3.0,\"say\":\"hi\"}", "field 'n': '3.0' is no whole number from 1 to 5")]
    [TestCase("{\"a\":\"talk\",\"n\":\"3\",\"say\":\"hi\"}", "field 'n': a Number was expected, not \"3\"")]
    [TestCase("{\"a\":null,\"n\":3,\"say\":\"hi\"}", "field 'a': a String was expected, not null")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"  \"}", "field 'say': the text is empty")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"a\\nb\"}", "field 'say': the text holds a control character")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"a\\u2028b\"}", "field 'say': the text holds a line separator")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"\\ud83d\"}", "an escape in the answer stands for half a character")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"too long\"}", "field 'say': the text has 8 characters, 5 are allowed")]
    public void What_the_fields_do_not_allow_is_named(string text, string reason)
    {
        Assert.That(ShapeCodec.Read(_fields, text, out var why), Is.Null);
        Assert.That(why, Does.StartWith(reason));
    }

    [Test]
    public void Half_a_character_is_no_answer()
    {
        Assert.That(ShapeCodec.Read(_fields, "{\"a\":\"talk\",\"n\":3,\"say\":\"\ud83d\"}", out var why), Is.Null);
        Assert.That(why, Does.StartWith("the answer holds half a character"));
        Assert.That(ShapeCodec.Read(Shape.Text(), "\ude00\ud83d", out why), Is.Null);
        Assert.That(why, Does.StartWith("the text holds half a character"));
    }

    // a model can write anything; what cannot be read is a refusal with a reason, never an exception
    [TestCase("{\"\\ud83d\":1,\"a\":\"talk\",\"n\":3,\"say\":\"hi\"}")]
    [TestCase("{\"a\":\"talk\",\"n\":3,\"say\":\"hi\",\"\\ud83d\":1}")]
    [TestCase("{\"a\":{\"\\ud83d\":1},\"n\":3,\"say\":\"hi\"}")]
    [TestCase("{\"a\":\"talk\",\"n\":1e999,\"say\":\"hi\"}")]
    [TestCase("\u0000"), TestCase("{"), TestCase("null"), TestCase("{}}"), TestCase("\uFEFF{}"), TestCase("{\"a\":\"talk\" /* no */}")]
    public void Nothing_that_a_model_writes_raises_an_exception(string text)
    {
        foreach (var nested in new[] { text, string.Concat(Enumerable.Repeat("[", 5000)) + text })
        {
            Assert.That(ShapeCodec.Read(_fields, nested, out var why), Is.Null);
            Assert.That(why, Is.Not.Empty);
            Assert.That(ShapeCodec.ReadRemote(Shape.Scale(), nested, out why), Is.Null);
            Assert.That(why, Is.Not.Empty);
        }
    }

    [Test]
    public void Outer_blanks_are_forgiven_everywhere()
    {
        Assert.That(ShapeCodec.Read(Shape.Choice("no", "nobody"), "\n nobody\u2028", out _), Is.EqualTo(new ChoiceValue(1, "nobody")));
        Assert.That(ShapeCodec.Read(Shape.Scale(), " 4\r\n", out _), Is.EqualTo(new ScaleValue(4)));
        Assert.That(ShapeCodec.Read(Shape.Text(), "\u3000so\t", out _), Is.EqualTo(new TextValue("so")));
    }

    [TestCase("03"), TestCase("+3"), TestCase("-3"), TestCase("3.0"), TestCase("three"), TestCase("٣"), TestCase("0"), TestCase("6"), TestCase("99999999999")]
    public void A_scale_reads_plain_decimals_only(string text)
    {
        Assert.That(ShapeCodec.Read(Shape.Scale(), text, out var why), Is.Null);
        Assert.That(why, Is.EqualTo($"'{text}' is no whole number from 1 to 5"));
    }

    [Test]
    public void A_value_that_does_not_answer_is_not_written()
    {
        Refused(Shape.Choice("a", "b"), new ChoiceValue(0, "b"), "option 0 'b' is not in the choice a | b");
        Refused(Shape.Choice("a", "b"), new ChoiceValue(2, "c"), "option 2 'c' is not in the choice a | b");
        Refused(Shape.Scale(), new ScaleValue(0), "0 is not on the scale from 1 to 5");
        Refused(Shape.Text(3), new TextValue("long"), "the text has 4 characters, 3 are allowed");
        Refused(Shape.Text(3), new TextValue(" a"), "the text has blanks around it");
        Refused(Shape.Text(3), new TextValue(""), "the text is empty");
        Refused(Shape.Text(3), new TextValue("\uDE00"), "the text holds half a character");
        Refused(_fields, new FieldsValue([new FieldAnswer("a", new ChoiceValue(0, "talk"))]), "it has the fields a, the shape a, n, say");
        Refused(Shape.Scale(), new TextValue("3"), "A TextValue does not answer a ScaleShape.");
        Assert.That(() => ShapeCodec.Read(Shape.Vector(2), "", out _), Throws.ArgumentException);
        Assert.That(() => ShapeAutomaton.Compile(Shape.Vector(2)), Throws.ArgumentException);

        static void Refused(Shape shape, AnswerValue value, string reason) =>
            Assert.That(() => ShapeCodec.Write(shape, value), Throws.ArgumentException.With.Message.Contains(reason));
    }

    [Test]
    public void A_remote_answer_is_unwrapped()
    {
        Assert.That(ShapeCodec.ReadRemote(Shape.Choice("a", "b"), "{\"answer\": \"b\"}", out _), Is.EqualTo(new ChoiceValue(1, "b")));
        Assert.That(ShapeCodec.ReadRemote(Shape.Scale(), " {\"answer\":2}\n", out _), Is.EqualTo(new ScaleValue(2)));
        Assert.That(ShapeCodec.ReadRemote(Shape.Text(), "{\"answer\":\"\\u00e9 \\\"so\\\"\"}", out _), Is.EqualTo(new TextValue("é \"so\"")));
        Assert.That(ShapeCodec.ReadRemote(_fields, "{\"a\":\"talk\",\"n\":3,\"say\":\"hi\"}", out _), Is.InstanceOf<FieldsValue>());
    }

    [Test]
    public void A_remote_answer_without_its_wrapper_is_read_plainly_but_half_a_wrapper_is_no_text()
    {
        Assert.That(ShapeCodec.ReadRemote(Shape.Scale(), "2", out _), Is.EqualTo(new ScaleValue(2)));
        Assert.That(ShapeCodec.ReadRemote(Shape.Text(), "well", out _), Is.EqualTo(new TextValue("well")));
        Assert.That(ShapeCodec.ReadRemote(Shape.Text(), "{\"answer\":\"cut o", out var why), Is.Null);
        Assert.That(why, Does.StartWith("the answer is no JSON"));
        Assert.That(ShapeCodec.ReadRemote(Shape.Text(), "{\"reply\":\"well\"}", out why), Is.Null);
        Assert.That(why, Is.EqualTo("the field 'answer' is missing"));
    }

    [Test]
    public void Drawn_answers_are_valid_and_uniform()
    {
        var rng = new CounterRng(13);
        var counts = new int[5];
        for (var i = 0; i < 5000; i++) counts[((ScaleValue)ShapeSampler.Draw(Shape.Scale(), ref rng)).Point - 1]++;

        Assert.That(counts, Has.All.InRange(850, 1150), "1000 each, five standard deviations");
        foreach (var limit in new[] { 1, 2, 3, 240 })
        {
            for (var i = 0; i < 200; i++) Assert.That(ShapeCodec.Write(Shape.Text(limit), ShapeSampler.Draw(Shape.Text(limit), ref rng)), Is.Not.Empty);
        }

        Assert.That(((VectorValue)ShapeSampler.Draw(Shape.Vector(5), ref rng)).Values.Sum(v => v * v), Is.EqualTo(1).Within(1e-5));
    }
}
