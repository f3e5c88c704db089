using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Tests.Runs;

public sealed class StepLogTests
{
    private static readonly StepId _id = new(3, 1, 0);

    [Test]
    public void The_chain_changes_with_every_field_the_order_the_step_and_what_was_before()
    {
        var links = new List<string>
        {
            Link(_ => { }),
            Link(l => l.Event("rain", "town")),
            Link(l => l.Event("rain", "town", place: "mill")),
            Link(l => l.Event("rain", "town", other: "mill")),
            Link(l => l.Event("rain", "town", null, null, ("mm", 3))),
            Link(l => l.Event("rai", "ntown")),
            Link(l => l.Action(new ActionRow("Ada", "move", "mill", null, "{}", true, "", false))),
            Link(l => l.Action(new ActionRow("Ada", "move", "mill", null, "{}", false, "", false))),
            Link(l => l.Action(new ActionRow("Ada", "move", "mill", null, "{}", true, "", true))),
            Link(l => l.Measure(new MeasureRow("gini", "all", 0.5))),
            Link(l => l.Measure(new MeasureRow("gini", "all", 0.5000000001))),
            Link(l => { l.Edge(new EdgeRow("tie", "a", "b", 1)); l.Edge(new EdgeRow("tie", "b", "a", 1)); }),
            Link(l => { l.Edge(new EdgeRow("tie", "b", "a", 1)); l.Edge(new EdgeRow("tie", "a", "b", 1)); }),
            Link(l => l.Probe(new ProbeRow("i", "1", null, "Ada", "dosed", null, null, "{}"))),
            Link(l => l.Probe(new ProbeRow("i", "1", null, "Ada", "dosed", 0, null, "{}"))),
            Link(l => l.Guard(new SafetyRow("Ada", "threat", "high", "drop", 1, 0.8, "x"))),
            Link(l => l.Message(new MessageRow("Ada", "[]", null, 0, 0, "hello", false))),
            new StepLog().Chain("before", _id),
            new StepLog().Chain("", _id with { Round = 1 }),
        };

        Assert.That(links.Distinct().Count(), Is.EqualTo(links.Count));
        Assert.That(Link(l => l.Event("rain", "town")), Is.EqualTo(links[1]));
    }

    [Test]
    public void Row_objects_are_written_as_given_and_readable()
    {
        Assert.That(RowJson.Object(("b", 1.5), ("a", "say \"hi\"\n"), ("n", null), ("l", new[] { "x", "y" }), ("t", true), ("q", 12L)), Is.EqualTo("{\"b\":1.5,\"a\":\"say \\\"hi\\\"\\n\",\"n\":null,\"l\":[\"x\",\"y\"],\"t\":true,\"q\":12}"));
        Assert.That(RowJson.Object(("x", double.NaN)), Is.EqualTo("{\"x\":null}"));
        Assert.That(() => RowJson.Object(("x", new object())), Throws.ArgumentException);
    }

    [Test]
    public void Steps_have_an_order()
    {
        Assert.That(new StepId(1, 0, 0) > new StepId(0, 9, 9));
        Assert.That(new StepId(1, 2, 0) < new StepId(1, 2, 1));
        Assert.That(new StepId(1, 2, 3) <= new StepId(1, 2, 3));
    }

    private static string Link(Action<StepLog> write)
    {
        var log = new StepLog();
        write(log);
        return log.Chain("", _id);
    }
}
