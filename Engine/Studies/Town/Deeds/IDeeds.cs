using PersonaSim.Engine.Studies.Town.Environments;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>A family of actions: what it offers somebody, and what comes of it.</summary>
public interface IDeeds
{
    /// <summary>Adds what somebody may try where they are; it may still be refused when its turn comes.</summary>
    void List(Viewpoint from, List<Deed> into);

    /// <summary>Words that an action needs before it can be tried; null: none.</summary>
    WordsNeeded? Needs(Viewpoint from, Deed deed);

    /// <summary>Does it, or says to the actor why not.</summary>
    ActionOutcome Perform(Doing doing);
}
