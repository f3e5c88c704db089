using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

public sealed class ShapeRefusalTests
{
    private static IEnumerable<TestCaseData> Bad()
    {
        yield return Case("no option", () => Shape.Choice(), "A choice needs at least one option.");
        yield return Case("empty option", () => Shape.Choice("a", ""), "Option 1 of a choice is '': options are not empty and have no blanks around them.");
        yield return Case("blank option", () => Shape.Choice(" "), "Option 0 of a choice is ' ': options are not empty and have no blanks around them.");
        yield return Case("padded option", () => Shape.Choice("a\u3000"), "Option 0 of a choice is 'a\u3000': options are not empty and have no blanks around them.");
        yield return Case("option with a line break", () => Shape.Choice("a\nb"), "Option 0 of a choice holds a control character.");
        yield return Case("half a character", () => Shape.Choice("a\uD83D!"), "Option 0 of a choice holds half a character (a surrogate without its other half).");
        yield return Case("option twice", () => Shape.Choice("a", "b", "a"), "A choice has an option twice: a | b | a.");
        yield return Case("scale without a point", () => Shape.Scale(5, 4), "A scale from 5 to 4 has no point.");
        yield return Case("scale below 0", () => Shape.Scale(-1, 4), "A scale runs from 0 or more to 1000000 at most, not from -1 to 4.");
        yield return Case("scale too wide", () => Shape.Scale(0, 1_000_001), "A scale runs from 0 or more to 1000000 at most, not from 0 to 1000001.");
        yield return Case("text of nothing", () => Shape.Text(0), "A text has a limit of 1 to 20000 characters, not 0.");
        yield return Case("endless text", () => Shape.Text(20_001), "A text has a limit of 1 to 20000 characters, not 20001.");
        yield return Case("vector of nothing", () => Shape.Vector(0), "A vector has at least one number, not 0.");
        yield return Case("no field", () => Shape.Fields(), "A fields shape needs at least one field.");
        yield return Case("field without a name", () => Shape.Fields(new Field("", Shape.Scale())), "The field name '' is not made of letters, digits and underscores.");
        yield return Case("odd field name", () => Shape.Fields(new Field("a b", Shape.Scale())), "The field name 'a b' is not made of letters, digits and underscores.");
        yield return Case("foreign field name", () => Shape.Fields(new Field("é", Shape.Scale())), "The field name 'é' is not made of letters, digits and underscores.");
        yield return Case("fields in a field", () => Shape.Fields(new Field("a", Shape.Fields(new Field("b", Shape.Scale())))), "The field 'a' cannot be a fields shape: a field is a choice, a scale or a text.");
        yield return Case("vector in a field", () => Shape.Fields(new Field("a", Shape.Vector(3))), "The field 'a' cannot be a vector shape: a field is a choice, a scale or a text.");
        yield return Case("field without a shape", () => Shape.Fields(new Field("a", null!)), "The field 'a' has no shape.");
        yield return Case("field twice", () => Shape.Fields(new Field("a", Shape.Scale()), new Field("a", Shape.Text())), "A field stands twice: a, a.");
        yield return Case("stored without options", () => JsonSerializer.Deserialize<Shape>("{\"kind\":\"choice\"}")!, "A choice needs at least one option.");
        yield return Case("stored without fields", () => JsonSerializer.Deserialize<Shape>("{\"kind\":\"fields\"}")!, "A fields shape needs at least one field.");

        static TestCaseData Case(string name, Func<Shape> make, string message) => new TestCaseData(make, message).SetName("A_bad_shape_is_refused(" + name + ")");
    }

    [TestCaseSource(nameof(Bad))]
    public void A_bad_shape_is_refused(Func<Shape> make, string message)
    {
        Assert.That(() => make(), Throws.TypeOf<ShapeException>().With.Message.EqualTo(message));
    }

    // against a second building of the same: shapes are keys, and most come out of a store
    [Test]
    public void Shapes_are_equal_by_what_they_allow()
    {
        foreach (var make in new Func<string, Shape>[] { o => Shape.Choice("a", o), o => Shape.Fields(new Field("a", Shape.Choice(o))), o => Shape.Fields(new Field(o, Shape.Scale())), o => Shape.Text(o.Length) })
        {
            var first = make("x");

            Assert.That(make("x"), Is.EqualTo(first));
            Assert.That(make("yy"), Is.Not.EqualTo(first));
        }
    }
}
