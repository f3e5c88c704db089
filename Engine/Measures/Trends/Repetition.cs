namespace PersonaSim.Engine.Measures.Trends;

/// <summary>How much is said or planned that was said or planned already.</summary>
public static class Repetition
{
    /// <summary>
    /// Repetition: sum over different things of (count - 1) / sum of counts = 1 - different / all. 0: no two are the same; towards 1: all are. Of
    /// the prompts of a tick it is the prompt duplication, of the plans made at a tick the plan reuse. Null where there was nothing.
    /// </summary>
    public static double? Share(long all, long different) => all == 0 ? null : (all - different) / (double)all;

    /// <summary>As <see cref="Share(long, long)"/>, of things themselves.</summary>
    public static double? Share(IEnumerable<string> things)
    {
        var (all, different) = (0L, new HashSet<string>(StringComparer.Ordinal));
        foreach (var thing in things)
        {
            all++;
            different.Add(thing);
        }

        return Share(all, different.Count);
    }

    /// <summary>
    /// How often somebody does the same as the time before: pairs of somebody's consecutive things that are equal / all such pairs. Null where
    /// nobody has two.
    /// </summary>
    public static double? Again(IEnumerable<IEnumerable<string>> people)
    {
        var (pairs, same) = (0L, 0L);
        foreach (var things in people)
        {
            string? before = null;
            foreach (var thing in things)
            {
                if (before is not null) (pairs, same) = (pairs + 1, same + (before == thing ? 1 : 0));
                before = thing;
            }
        }

        return pairs == 0 ? null : same / (double)pairs;
    }
}
