using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>
/// Raw doses for trait units, as the dose cards of a run's directions had them when it began. A run keeps it among its files: whatever becomes of
/// the cards, it goes on and is replayed with the doses that it began with, also where there are no vectors.
/// </summary>
/// <param name="IsHeld">Doses beyond the usable range are held at its end (persona.within: usable).</param>
/// <param name="MostRelativeSize">Of all doses of a person together: |row| / |residual| that was measured as usable; null: not measured.</param>
public sealed record DoseTable(IReadOnlyList<TraitDose> Directions, bool IsHeld, double? MostRelativeSize, IReadOnlyList<DoseProducts> Layers)
{
    private const int Halvings = 40; // of the share that is held: a double has no more to give
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, IndentSize = 1, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n", RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>How doses are mixed against what they do to other traits; null: each trait is dosed by itself.</summary>
    public DoseMix? Mix { get; init; }

    public bool Knows(string direction) => Find(direction) is not null;

    /// <summary>The trait units whose dose stands for somebody's trait: the same, or where texts and doses are matched at what they achieve, others.</summary>
    public double UnitsOf(string direction, double trait) => Find(direction)?.UnitsOf(trait) ?? trait;

    /// <summary>Raw doses of directions that one person is given together, in their order; null for one that no card knows.</summary>
    /// <exception cref="InputException">Out of reach where nothing is held, in the card's words.</exception>
    public IReadOnlyList<double?> Raw(IReadOnlyList<(string Direction, double Units)> wanted)
    {
        wanted = Mixed(wanted);
        double?[] At(double share) => [.. wanted.Select(w => Find(w.Direction)?.Raw(share * (IsHeld ? Find(w.Direction)!.Held(w.Units) : w.Units)))];
        var whole = At(1);
        if (!IsHeld || MostRelativeSize is not { } most || Size(wanted, whole) <= most) return whole;
        // all of them by one share, so that what a person is like stays, only less of it
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Size(wanted, At(middle)) <= most) low = middle;
            else high = middle;
        }

        return At(low);
    }

    /// <summary>Whether less than was wanted would be given.</summary>
    public bool Holds(IReadOnlyList<(string Direction, double Units)> wanted)
    {
        wanted = Mixed(wanted);
        return IsHeld && (
            wanted.Any(w => Find(w.Direction) is { } d && d.Held(w.Units) != w.Units)
            || (MostRelativeSize is { } most && Size(wanted, [.. wanted.Select(w => Find(w.Direction)?.Raw(w.Units))]) > most));
    }

    /// <summary>Refuses somebody who asks for more than the cards reach or, where doses are held, for more than was found usable.</summary>
    public void Require(string person, IReadOnlyList<(string Direction, double Units)> wanted)
    {
        wanted = Mixed(wanted);
        try
        {
            var raw = wanted.Select(w => Find(w.Direction)?.Raw(w.Units)).ToList();
            if (!IsHeld) return;
            foreach (var (direction, units) in wanted)
            {
                if (Find(direction) is { } d && d.Held(units) != units) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{d.Trait} of {units:+0.##;-0.##;0} sd was asked for, and its card found the model coherent from {d.Range.Low:+0.##;-0.##;0} to {d.Range.High:+0.##;-0.##;0} sd: narrow the people (persona.sd, persona.mean), or take any dose within reach (persona.within: any)."));
            }

            if (MostRelativeSize is { } most && Size(wanted, raw) is var size && size > most) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the doses together are {size:0.00} of the residual stream's length, and the cards' usable range ends at {most:0.00}: narrow the people (persona.sd), dose fewer traits, or take any dose within reach (persona.within: any)."));
        }
        catch (InputException e)
        {
            throw new InputException($"{person}: {e.Message}{(Mix is null ? "" : $" These are doses as persona.leakage: {Mix.Target} mixes them.")}", e);
        }
    }

    public string Write() => JsonSerializer.Serialize(this, _json) + "\n";

    /// <exception cref="InputException">The file is no table of doses.</exception>
    public static DoseTable Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DoseTable>(File.ReadAllText(path), _json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path} was changed ({e.Message.Split('\n')[0].TrimEnd('.')}): the run's doses were in it. Restore it.", e);
        }
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private IReadOnlyList<(string Direction, double Units)> Mixed(IReadOnlyList<(string Direction, double Units)> wanted) => Mix is null ? wanted
        : [.. wanted.Zip(Mix.Of([.. wanted.Select(w => (Find(w.Direction) is { } d ? Mix.Traits.IndexOf(d.Trait, StringComparison.Ordinal) : -1, w.Units))]), (w, units) => (w.Direction, units))];

    private TraitDose? Find(string direction) => Directions.FirstOrDefault(d => d.Name == direction);

    private double Size(IReadOnlyList<(string Direction, double Units)> wanted, IReadOnlyList<double?> raw)
    {
        var doses = new double[Directions.Count];
        for (var d = 0; d < doses.Length; d++)
        {
            for (var w = 0; w < wanted.Count; w++)
            {
                if (wanted[w].Direction == Directions[d].Name) doses[d] += raw[w] ?? 0;
            }
        }

        double most = 0;
        foreach (var layer in Layers)
        {
            double square = 0;
            for (var i = 0; i < doses.Length; i++)
            {
                for (var j = 0; j < doses.Length; j++) square += doses[i] * doses[j] * layer.Products[i][j];
            }

            most = Math.Max(most, Math.Sqrt(Math.Max(0, square)) / layer.Residual);
        }

        return most;
    }
}
