using PersonaSim.Native.Synth.Architectures;

namespace PersonaSim.Native.Synth;

/// <summary>Refuses sizes that llama.cpp could not run, each with the nearest choice that it could.</summary>
internal static class SynthCheck
{
    public static void Require(SynthSpec spec)
    {
        var s = spec.Shape;
        var architecture = SynthArchitectures.Find(spec.Architecture);
        Within("layers", s.Layers, 1, SynthShape.MaxLayers);
        Within("width", s.Width, 1, 1 << 17);
        Within("heads", s.Heads, 1, 1024);
        Within("key-value heads", s.KvHeads, 1, s.Heads);
        Within("feed-forward length", s.FeedForward, 1, 1 << 20);
        Within("context length", s.Context, 1, 1 << 24);
        if (spec.VocabularyFrom is null) Within("vocabulary", s.Vocabulary, SynthVocabulary.Smallest, SynthVocabulary.Largest);
        if (s.Heads % s.KvHeads != 0) throw Refuse($"{s.KvHeads} key-value heads do not divide {s.Heads} heads", $"{Divisor(s.Heads, s.KvHeads)}");
        if (s.HeadDim < 2 || s.HeadDim % 2 != 0) throw Refuse($"a head of width {s.HeadDim} cannot be rotated in pairs", $"head width {Math.Max(2, s.HeadDim + 1)}");
        if (!architecture.FreeHeadDim && s.QueryWidth != s.Width)
            throw Refuse($"{spec.Architecture} needs heads x head width = width, found {s.Heads} x {s.HeadDim} and width {s.Width}", $"width {s.QueryWidth}");
    }

    private static void Within(string what, int value, int least, int most)
    {
        if (value < least || value > most) throw Refuse($"{what} {value} is not within {least}..{most}", $"{Math.Clamp(value, least, most)}");
    }

    private static InputException Refuse(string problem, string nearest) => new($"{problem}: use {nearest}.");

    private static int Divisor(int number, int near) =>
        Enumerable.Range(1, number).Where(n => number % n == 0).MinBy(n => Math.Abs(n - near));
}
