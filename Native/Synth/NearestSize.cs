namespace PersonaSim.Native.Synth;

/// <summary>Sizes are numbers: 7b is near 8b, not near 1b.</summary>
internal static class NearestSize
{
    public static InputException Unknown(string given)
    {
        if (Billions(given) is not { } wanted) return Nearest.Unknown("size", given, SynthSpec.Sizes);
        var nearest = SynthSpec.Sizes.MinBy(s => Billions(s) is { } size ? Math.Abs(Math.Log(size / wanted)) : double.MaxValue)!;
        return Nearest.Refuse("size", given, SynthSpec.Sizes, nearest);
    }

    private static double? Billions(string size)
    {
        var unit = size.Length == 0 ? 0 : char.ToLowerInvariant(size[^1]) switch { 'b' => 1, 'm' => 1e-3, _ => 0 };
        return unit > 0 && double.TryParse(size.AsSpan(0, size.Length - 1), out var number) && number > 0 ? number * unit : null;
    }
}
