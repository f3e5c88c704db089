namespace PersonaSim.Native.Training;

/// <summary>What one step of the optimizer is made with (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019).</summary>
/// <param name="Clip">Longest gradient; a longer one is shortened to it. 0: none is.</param>
internal readonly record struct AdamW(double Rate, double Beta1, double Beta2, double Epsilon, double Decay, double Clip);
