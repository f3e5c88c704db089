using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Society;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>What a town is measured by, every so many ticks.</summary>
internal sealed class TownMeasures(TownSetting town)
{
    public void Write(long tick, StepLog log)
    {
        if ((tick + 1) % town.Config.MeasureEvery == 0) Town(tick, log);
        if (town.Config.TiesEvery > 0 && (tick + 1) % town.Config.TiesEvery == 0) Ties(tick, log);
    }

    private void Town(long tick, StepLog log)
    {
        var world = town.World;
        var money = new long[world.Citizens.Count];
        var (energy, hungry, score, finished) = (0.0, 0, 0.0, 0);
        foreach (var who in world.Citizens)
        {
            money[who.Index] = world.Purses[who.Index];
            energy += who.Energy;
            if (who.HungryDays > 0) hungry++;
            if (town.Environment is not { } task) continue;
            score += task.Score(who.Name);
            if (task.IsFinished(who.Name)) finished++;
        }

        log.Measure(new MeasureRow("gini_money", "town", Gini.Of(money)));
        log.Measure(new MeasureRow("energy", "town", energy / money.Length));
        log.Measure(new MeasureRow("hungry", "town", hungry / (double)money.Length));
        log.Measure(new MeasureRow("treasury", "town", world.Purses[world.Treasury]));
        log.Measure(new MeasureRow("rules", "town", world.Rules.InForce.Count));
        for (var good = 0; good < TownTables.Goods.Count; good++)
        {
            log.Measure(new MeasureRow("price", TownTables.Goods[good].Name, world.Market.PriceOf(good)));
            log.Measure(new MeasureRow("stock", TownTables.Goods[good].Name, world.Market.StockOf(good)));
        }

        if (town.Environment is { } environment)
        {
            foreach (var (name, value) in environment.Measures) log.Measure(new MeasureRow(name, "town", value));
            log.Measure(new MeasureRow("score", "town", score / money.Length));
            log.Measure(new MeasureRow("finished", "town", finished / (double)money.Length));
        }

        foreach (var (what, count) in world.Counts.All) log.Measure(new MeasureRow("count", what, count));
        world.Counts.Clear();
        TieSummary(tick, log);
    }

    private void TieSummary(long tick, StepLog log)
    {
        const double close = 0.2;
        var graph = town.World.Ties;
        var (ties, returned, strength, trust) = (0, 0, 0.0, 0.0);
        for (var who = 0; who < graph.People; who++)
        {
            foreach (var tie in graph.Of(who))
            {
                var now = graph.Faded(tie, tick);
                if (now < close) continue;
                ties++;
                strength += now;
                trust += tie.Trust;
                if (graph.StrengthOf(tie.Other, who, tick) >= close) returned++;
            }
        }

        log.Measure(new MeasureRow("close_ties", "town", ties / (double)graph.People));
        if (ties == 0) return;
        log.Measure(new MeasureRow("reciprocity", "town", returned / (double)ties));
        log.Measure(new MeasureRow("tie_strength", "town", strength / ties));
        log.Measure(new MeasureRow("trust", "town", trust / ties));
    }

    private void Ties(long tick, StepLog log)
    {
        const double visible = 0.05;
        var graph = town.World.Ties;
        for (var who = 0; who < graph.People; who++)
        {
            foreach (var tie in graph.Of(who))
            {
                var now = graph.Faded(tie, tick);
                if (now >= visible) log.Edge(new EdgeRow("tie", town.World.NameOf(who), town.World.NameOf(tie.Other), Math.Round(now, 4)));
            }
        }
    }
}
