using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Benches;

/// <summary>Five random directions behind every block that has all rows, as a study has five traits; small enough to leave the arithmetic ordinary.</summary>
public static class RandomTraits
{
    public const int Count = 5;
    private const float Deviation = 0.02f;

    public static SteeringTable Table(LlamaModel model)
    {
        var table = new SteeringTable(model.Width, model.Layers);
        for (var trait = 0; trait < Count; trait++)
        {
            var layers = new Dictionary<int, float[]>();
            for (var layer = 1; layer < model.Layers - 1; layer++)
            {
                var rng = new CounterRng((ulong)trait, (ulong)layer);
                layers[layer] = [.. Enumerable.Range(0, model.Width).Select(_ => Deviation * (float)rng.NextNormal())];
            }

            table.Add(Name(trait), layers);
        }

        return table;
    }

    public static string Name(int trait) => "trait-" + trait;
}
