using PersonaSim.Engine.Agents.Memory;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>How what happens reaches those it happens to.</summary>
public sealed partial class TownWorld
{
    /// <summary>Somebody remembers something that they saw, did or received.</summary>
    public void Remember(Citizen who, long tick, string text, EventType what, string? about = null)
    {
        // novelty reads the text again: everyday things are not worth it
        var novelty = what is EventType.Routine or EventType.Movement or EventType.Work ? 0.2f : who.Memory.Novelty(text);
        who.Memory.Add(tick, MemoryKind.Observation, text, Importance.Of(MemoryKind.Observation, what, novelty), about, Map[who.Place].Name);
    }

    /// <summary>Somebody is told, and remembers.</summary>
    public void Befall(Citizen who, long tick, string text, EventType what, string? about = null)
    {
        who.Tell(text);
        Remember(who, tick, text, what, about);
    }

    /// <summary>A few of those who stand there see it; beginning anywhere, so that it is not always the same.</summary>
    public void Witness(Citizen actor, long tick, string text, EventType what, int except = -1, int most = 3)
    {
        var here = _here[actor.Place];
        var start = (int)((tick + actor.Index) % here.Count);
        for (var i = 0; i < here.Count && most > 0; i++)
        {
            var other = here[(start + i) % here.Count];
            if (other == actor.Index || other == except) continue;
            Remember(Citizens[other], tick, text, what, actor.Name);
            most--;
        }
    }
}
