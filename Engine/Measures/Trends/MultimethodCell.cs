namespace PersonaSim.Engine.Measures.Trends;

/// <summary>Two traits, each as measured by a method, over the people who have both.</summary>
/// <param name="R">Null: one of the two does not vary, or fewer than three people have both.</param>
public sealed record MultimethodCell(string Method, string Trait, string OtherMethod, string OtherTrait, int People, double? R)
{
    /// <summary>One trait by two methods: what should agree.</summary>
    public bool IsConvergent => Trait == OtherTrait && Method != OtherMethod;
}
