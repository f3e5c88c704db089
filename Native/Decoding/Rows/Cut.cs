namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Where a truncation ends: all above <see cref="Value"/> survive, and of those equal to it the <see cref="Ties"/> with the lowest ids.</summary>
internal readonly record struct Cut(float Value, int Ties = int.MaxValue);
