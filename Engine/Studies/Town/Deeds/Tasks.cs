using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town.Environments;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>The actions of the common task, passed on to it.</summary>
internal sealed class Tasks : IDeeds
{
    private readonly ITownEnvironment _environment;
    private readonly WordsNeeded?[] _needs;

    public Tasks(ITownEnvironment environment)
    {
        _environment = environment;
        _needs = [.. environment.Actions.Select(a => a.Parameters.Count == 0 ? null : new WordsNeeded(Shape.Fields([.. a.Parameters.Select(p => new Field(p, Shape.Text(160)))]), a.Help))];
    }

    public void List(Viewpoint from, List<Deed> into)
    {
        for (var i = 0; i < _environment.Actions.Count; i++)
        {
            var name = _environment.Actions[i].Name;
            into.Add(new Deed(this, name, from.Advice?.Action == name ? "task" : "task_else", name.Replace('_', ' '), Extra: i));
        }
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => _needs[deed.Extra];

    public ActionOutcome Perform(Doing doing) => _environment.Attempt(doing.Who.Name, doing.World.Map[doing.Who.Place].Name, doing.Deed.Action, doing.Words, doing.Tick);
}
