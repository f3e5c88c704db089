using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Synth.Architectures;

namespace PersonaSim.Native.Synth;

/// <summary>Everything that decides a random model's bytes.</summary>
public sealed record SynthSpec(string Architecture, SynthShape Shape, SynthQuant Quant, ulong Seed = 1)
{
    /// <summary>A GGUF file whose tokenizer is copied; its token count replaces the shape's.</summary>
    public string? VocabularyFrom { get; init; }

    /// <summary>Directions that the model shall really have; null: nothing but chance.</summary>
    public SynthPlanting? Planting { get; init; }

    /// <summary>Names a size may have.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["tiny", "0.5b", "1b", "8b"];

    /// <summary>Names an architecture may have.</summary>
    public static IReadOnlyList<string> ArchitectureNames { get; } = [.. SynthArchitectures.All.Select(a => a.Name)];

    /// <summary>Names a quantisation may have.</summary>
    public static IReadOnlyList<string> QuantNames => SynthQuants.Names;

    /// <summary>How many weights the model has, as the shape stands.</summary>
    public long Parameters => SynthArchitectures.Find(Architecture).Tensors(Shape).Sum(t => t.Columns * t.Rows);

    /// <summary>Bytes of its weights on disk, as the shape stands.</summary>
    public long WeightBytes => SynthArchitectures.Find(Architecture).Tensors(Shape)
        .Sum(t => GgmlTypes.RowBytes(SynthQuants.TypeOf(t, Quant, Shape), t.Columns) * t.Rows);

    /// <summary>The spec for the words a user gives; an unknown one is refused with the nearest known.</summary>
    public static SynthSpec Parse(string architecture, string size, string quant, ulong seed = 1, SynthSizes? sizes = null)
    {
        var found = SynthArchitectures.Find(architecture);
        var shape = found.Shape(size.ToLowerInvariant()).With(sizes ?? new SynthSizes());
        var spec = new SynthSpec(found.Name, shape, SynthQuants.Parse(quant), seed);
        SynthCheck.Require(spec);
        return spec;
    }

    /// <summary>A name for the spec that is the same in every process; the maker's own version is not part of it.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())).AsSpan(0, 8));
}
