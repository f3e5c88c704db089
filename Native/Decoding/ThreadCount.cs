namespace PersonaSim.Native.Decoding;

/// <summary>Threads for ggml. One above the cores allowed makes it 30 times slower, because its threads spin at barriers.</summary>
public static class ThreadCount
{
    /// <summary>Cores this process may use (affinity and control group included).</summary>
    public static int Allowed => Environment.ProcessorCount;

    /// <summary>The wanted count, all allowed cores by default; more than there are is refused.</summary>
    public static int Resolve(int? wanted)
    {
        if (wanted is null) return Allowed;
        if (wanted < 1 || wanted > Allowed) throw new InputException($"{wanted} threads were asked for; this process may use 1 to {Allowed} cores.");
        return wanted.Value;
    }
}
