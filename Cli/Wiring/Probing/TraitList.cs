using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>Lists such as <c>E=+2,N=-1</c>.</summary>
internal static class TraitList
{
    private const double Widest = 5; // standard deviations: beyond it a typing mistake is likelier than a person

    public static Traits Persona(string text)
    {
        Span<double> five = stackalloc double[Traits.Letters.Length];
        foreach (var (name, value) in Pairs("--persona", text))
        {
            var trait = name.Length == 1 ? Traits.Letters.IndexOf(name[0], StringComparison.Ordinal) : -1;
            if (trait < 0) throw new InputException($"--persona {text}: '{name}' is no trait; they are {string.Join(", ", Traits.Letters.ToCharArray())}.");
            if (Math.Abs(value) > Widest) throw new InputException($"--persona {text}: {name} is {value.ToString(CultureInfo.InvariantCulture)} standard deviations; expected -{Widest} to {Widest}.");
            five[trait] = value;
        }

        return Traits.Of(five);
    }

    public static IReadOnlyList<DirectionDose> Doses(string text) => [.. Pairs("--dose", text).Select(p => new DirectionDose(p.Name, (float)p.Value))];

    private static List<(string Name, double Value)> Pairs(string option, string text)
    {
        var pairs = new List<(string Name, double Value)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? "" : part[..at].Trim();
            if (name.Length == 0 || !double.TryParse(part[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) throw new InputException($"{option} {text}: expected NAME=NUMBER, separated by commas (E=1.5,N=-1), found '{part}'.");
            if (pairs.Any(p => p.Name == name)) throw new InputException($"{option} {text}: {name} stands there twice.");
            pairs.Add((name, value));
        }

        return pairs;
    }
}
