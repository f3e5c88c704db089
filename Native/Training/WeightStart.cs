using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Training;

/// <summary>The first weights: a function of the seed and the tensor's place alone.</summary>
internal static class WeightStart
{
    private const ulong Purpose = 0x7765_6967_6874; // keeps these streams apart from the order of documents under the same seed

    /// <param name="meanings">What tokens say, for the first columns of their embeddings.</param>
    /// <param name="strength">By how much a meaning is multiplied there.</param>
    public static void Fill(TrainingMachine machine, ulong seed, TokenMeanings? meanings = null, double strength = 0)
    {
        if (meanings is not null && (meanings.Labels > machine.Shape.Width || meanings.Tokens != machine.Shape.Vocabulary)) throw new InputException($"Meanings of {meanings.Tokens} tokens under {meanings.Labels} labels do not fit embeddings of {machine.Shape.Vocabulary} tokens and width {machine.Shape.Width}.");
        for (var i = 0; i < machine.Parameters.Count; i++)
        {
            var p = machine.Parameters[i];
            var values = new float[p.Elements];
            if (p.IsVector) Array.Fill(values, 1f);
            else
            {
                var rng = new CounterRng(seed ^ Purpose, (ulong)i);
                for (var v = 0; v < values.Length; v++) values[v] = (float)(rng.NextNormal() * p.Deviation);
                if (meanings is not null && p.Name == ParameterTensor.Embedding) Write(values, p.Columns, meanings, strength);
            }

            machine.Write(p, TrainingState.Weight, values);
        }
    }

    private static void Write(float[] values, int width, TokenMeanings meanings, double strength)
    {
        for (var token = 0; token < meanings.Tokens; token++)
        {
            for (var label = 0; label < meanings.Labels; label++) values[(token * width) + label] = (float)(strength * meanings.Of(token, label));
        }
    }
}
