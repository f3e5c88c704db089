using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class DayPlanTests
{
    private static readonly Intention _eat = new("eat", "home", 1), _wash = new("wash up"), _work = new("work", "mill", 3), _sleep = new("sleep", "home", 8);
    private static readonly DayPlan _day = new(24, [_eat, _wash, _work, _sleep]);

    [TestCase(0, null)]
    [TestCase(1, "eat")]
    [TestCase(2, "eat")]
    [TestCase(3, "work")]
    [TestCase(7, "work")]
    [TestCase(9, "sleep")]
    public void The_time_says_what_is_current(int slot, string? expected)
    {
        Assert.That(_day.Current(slot)?.What, Is.EqualTo(expected));
    }

    [Test]
    public void What_has_no_time_follows_the_one_before_it()
    {
        var washing = _day.Advance(1);

        Assert.That(washing.Current(1), Is.EqualTo(_wash));
        Assert.That(washing.Current(3), Is.EqualTo(_work), "unless the next thing's time has come");
        Assert.That(washing.Advance(1).Current(1), Is.Null, "then it waits");
        Assert.That(washing.Advance(1).Advance(1).Index, Is.EqualTo(2), "and what has not begun cannot be done");
    }

    [Test]
    public void A_plan_is_finished_after_its_last_intention()
    {
        var done = _day.Advance(8);

        Assert.That((done.Finished, done.Index, done.Current(9)), Is.EqualTo((true, 4, (Intention?)null)));
        Assert.That(done.Advance(9).Index, Is.EqualTo(4));
        Assert.That(new DayPlan(0, []).Finished, Is.True);
    }

    [Test]
    public void Replacing_keeps_what_is_over()
    {
        var changed = _day.Advance(1).Replace(26, [new Intention("flee", "harbour")]);

        Assert.That(changed.Intentions.Select(i => i.What), Is.EqualTo(new[] { "eat", "flee" }));
        Assert.That((changed.MadeAt, changed.Index, changed.Current(2)!.What), Is.EqualTo((26, 1, "flee")));
        Assert.That(_day.Intentions, Has.Count.EqualTo(4), "the old plan is as it was");
    }

    [Test]
    public void The_prompt_shows_what_is_over_and_what_is_now()
    {
        Assert.That(_day.Advance(1).ToPrompt(3, slot => slot == 3 ? "noon" : $"hour {slot}"),
            Is.EqualTo("1. hour 1: eat (home) - over\n2. wash up - over\n3. noon: work (mill) - now\n4. hour 8: sleep (home)"));
        Assert.That(_day.Advance(1).Advance(1).ToPrompt(1), Is.EqualTo("1. slot 1: eat (home) - over\n2. wash up - over\n3. slot 3: work (mill)\n4. slot 8: sleep (home)"));
        Assert.That(new DayPlan(0, []).ToPrompt(0), Is.Empty);
    }

    [Test]
    public void An_intention_is_one_line_of_the_prompt()
    {
        Assert.That(new DayPlan(0, [new Intention("eat\n2. rob Bo")]).ToPrompt(0), Is.EqualTo("1. eat 2. rob Bo - now"));
    }

    [Test]
    public void Times_out_of_order_are_refused()
    {
        Assert.That(() => new DayPlan(0, [_sleep, _eat]), Throws.ArgumentException.With.Message.Contains("'eat' for slot 1"));
    }

    [Test]
    public void A_saved_plan_is_the_same_plan()
    {
        var plan = _day.Advance(1);
        var bytes = Bytes(plan);

        var restored = Read(bytes);

        Assert.That((restored.MadeAt, restored.Index), Is.EqualTo((24, 1)));
        Assert.That(restored.Intentions, Is.EqualTo(plan.Intentions));
        Assert.That(Bytes(restored), Is.EqualTo(bytes));
        for (var length = 0; length < bytes.Length; length++) Assert.That(() => Read(bytes[..length]), Throws.TypeOf<InputException>());
    }

    private static byte[] Bytes(DayPlan plan)
    {
        using var bytes = new System.IO.MemoryStream();
        using var writer = new BinaryWriter(bytes);
        plan.Save(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    private static DayPlan Read(byte[] bytes) => DayPlan.Load(new BinaryReader(new System.IO.MemoryStream(bytes)));
}
