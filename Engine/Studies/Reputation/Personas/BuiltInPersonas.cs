namespace PersonaSim.Engine.Studies.Reputation.Personas;

/// <summary>
/// Twenty people of our own making, in the published composition: in an investment all calculate soberly; in the dilemma ten calculate and ten
/// care for others; for the programme ten like their comfort and ten the common cause. They alternate, so any even number is half and half.
/// </summary>
public static class BuiltInPersonas
{
    private static readonly (string Work, string Place)[] _lives =
    [
        ("repair bicycles", "by the canal"), ("teach mathematics", "on the hill"), ("drive a night bus", "near the depot"), ("keep bees", "at the edge of town"), ("translate manuals", "above a bakery"),
        ("fit kitchens", "in the old mill"), ("nurse the elderly", "next to the park"), ("write software", "in a tower block"), ("run a flower stall", "at the station"), ("study law", "in a shared flat"),
        ("paint signs", "behind the theatre"), ("count freight", "at the harbour"), ("coach swimmers", "by the lake"), ("bind books", "in the arcade"), ("grow vegetables", "in the valley"),
        ("tune pianos", "on the market square"), ("map footpaths", "under the castle"), ("brew coffee", "in the viaduct"), ("mend clothes", "on the east side"), ("test water", "near the spring"),
    ];

    public static int Count => _lives.Length;

    public static Persona At(int place, ReputationScenario scenario)
    {
        var (work, where) = _lives[place % _lives.Length];
        var forOthers = place % 2 == 1;
        var (text, lean) = scenario switch
        {
            ReputationScenario.Investment => ("You weigh every deal by what it brings you in the end and are moved by numbers, not by feelings.", 0.0),
            ReputationScenario.PdGame when forOthers => ("You are glad when others do well too, and would rather both gain than win alone.", 1.0),
            ReputationScenario.PdGame => ("You think ahead and look for the choice that pays you most.", -1.0),
            _ when forOthers => ("You like the house to be run for everybody and put up with a warm afternoon for it.", 1.0),
            _ => ("You like your rooms cool and quiet and do not want others to decide over your comfort.", -1.0),
        };
        return new Persona("", $"You {work} and live {where}. {text}", lean, new SortedDictionary<string, string>(StringComparer.Ordinal));
    }
}
