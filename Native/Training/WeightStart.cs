using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Training;

/// <summary>The first weights: a function of the seed and the tensor's place alone.</summary>
internal static class WeightStart
{
    private const ulong Purpose = 0x7765_6967_6874; // keeps these streams apart from the order of documents under the same seed

    public static void Fill(TrainingMachine machine, ulong seed)
    {
        for (var i = 0; i < machine.Parameters.Count; i++)
        {
            var p = machine.Parameters[i];
            var values = new float[p.Elements];
            if (p.IsVector) Array.Fill(values, 1f);
            else
            {
                var rng = new CounterRng(seed ^ Purpose, (ulong)i);
                for (var v = 0; v < values.Length; v++) values[v] = (float)(rng.NextNormal() * p.Deviation);
            }

            machine.Write(p, TrainingState.Weight, values);
        }
    }
}
