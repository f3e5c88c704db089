using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town.Environments;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>The actions of the common task, passed on to it.</summary>
internal sealed class Tasks(ITownEnvironment environment) : IDeeds
{
    private const int LongestWords = 160;
    private readonly string[] _labels = [.. environment.Actions.Select(a => a.Name.Replace('_', ' '))];

    public void List(Viewpoint from, List<Deed> into)
    {
        for (var i = 0; i < environment.Actions.Count; i++)
        {
            var name = environment.Actions[i].Name;
            into.Add(new Deed(this, name, from.Advice?.Action == name ? "task" : "task_else", _labels[i], Extra: i));
        }
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed)
    {
        var action = environment.Actions[deed.Extra];
        if (action.Parameters.Count == 0) return null;
        var fields = new Field[action.Parameters.Count];
        for (var i = 0; i < fields.Length; i++) fields[i] = new Field(action.Parameters[i], ShapeOf(environment.Choices(from.Who.Name, action.Name, action.Parameters[i])));
        return new WordsNeeded(Shape.Fields(fields), action.Help);
    }

    public ActionOutcome Perform(Doing doing) => environment.Attempt(doing.Who.Name, doing.World.Map[doing.Who.Place].Name, doing.Deed.Action, doing.Words, doing.Tick);

    private static Shape ShapeOf(IReadOnlyList<string> choices)
    {
        if (choices.Count == 0) return Shape.Text(LongestWords);
        var different = new List<string>(choices.Count);
        foreach (var choice in choices)
        {
            if (!different.Contains(choice)) different.Add(choice);
        }

        return Shape.Choice(different);
    }
}
