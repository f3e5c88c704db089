using PersonaSim.Engine.Measures.Psychometrics.Forms;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>Two halves of a form with equally many items of each trait, facet and key as far as that goes: what fits on one is measured on the other.</summary>
public static class ItemHalves
{
    public static (TestForm First, TestForm Second) Of(TestForm form)
    {
        var first = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (trait, t) in form.Items.GroupBy(i => (i.Trait, i.Plus)).Select((g, n) => (g, n)))
        {
            // by facet, so that items of one facet go to both halves; keys take turns in who gets the odd one
            foreach (var (item, n) in trait.OrderBy(i => i.Facet, StringComparer.Ordinal).Select((item, n) => (item, n)))
            {
                if ((n + t) % 2 == 0) first.Add(item.Id);
            }
        }

        return (form.Only(i => first.Contains(i.Id)), form.Only(i => !first.Contains(i.Id)));
    }
}
