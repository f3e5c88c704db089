using System.Diagnostics.CodeAnalysis;

namespace PersonaSim.Native.Gguf.Checks;

/// <summary>The metadata keys of one architecture: exactly the types that llama.cpp reads, within bounds.</summary>
internal sealed class ModelKeys
{
    public const string ArchitectureKey = "general.architecture";

    public ModelKeys(GgufFile file)
    {
        File = file;
        Architecture = file.Architecture;
        if (Architecture.Length is 0 or > 64 || Architecture.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            throw file.Metadata.Refuse(ArchitectureKey, file.Metadata[ArchitectureKey],
                $"is {GgufFormatException.Quote(Architecture)}, expected 1 to 64 letters, digits or '-_.'");
    }

    public GgufFile File { get; }

    public string Architecture { get; }

    public string Key(string suffix) => $"{Architecture}.{suffix}";

    public bool Has(string suffix) => File.Metadata.ContainsKey(Key(suffix));

    public GgufFormatException Refuse(string suffix, string detail) => File.Metadata.Refuse(Key(suffix), File.Metadata[Key(suffix)], detail);

    public GgufFormatException Missing(string suffix) => File.Metadata.Missing(Key(suffix));

    /// <summary>A u32 that must be there.</summary>
    public long Number(string suffix, long least, long most)
    {
        var found = (long)File.Metadata.GetUInt32(Key(suffix));
        return found >= least && found <= most ? found : throw Refuse(suffix, $"is {found}, expected {least} to {most}");
    }

    /// <summary>A u32 that may be absent.</summary>
    public long? OptionalNumber(string suffix, long least, long most) => Has(suffix) ? Number(suffix, least, most) : null;

    /// <summary>One u32 for all layers, or an array of one integer per layer; null without the key.</summary>
    public long[]? PerLayer(string suffix, long layers, long least, long most)
    {
        if (!File.Metadata.TryGetValue(Key(suffix), out var value)) return null;
        if (!value.IsArray)
        {
            var all = new long[layers];
            all.AsSpan().Fill(Number(suffix, least, most));
            return all;
        }

        if (value.ElementType is not (GgufValueType.U32 or GgufValueType.I32)) throw File.Metadata.Wrong(Key(suffix), value, "u32 or an array of u32");
        if (value.Count != layers) throw Refuse(suffix, $"has {value.Count} elements, expected one for each of {layers} blocks");
        var each = new long[layers];
        for (var i = 0; i < each.Length; i++)
        {
            if (!value.TryGetInteger(out each[i], i) || each[i] < least || each[i] > most)
                throw Refuse(suffix, $"is {each[i]} for block {i}, expected {least} to {most}");
        }

        return each;
    }

    /// <summary>An f32 that may be absent; when there, finite and within bounds.</summary>
    public bool TryFloat(string suffix, double least, double most, out double found)
    {
        found = 0;
        if (!File.Metadata.TryGetValue(Key(suffix), out var value)) return false;
        if (value.Type != GgufValueType.F32 || !value.TryGetFloat(out found)) throw File.Metadata.Wrong(Key(suffix), value, "f32");
        // a NaN fails both comparisons
        return found >= least && found <= most ? true : throw Refuse(suffix, $"is {found}, expected {least} to {most}");
    }

    /// <summary>The tensor of that name, or null.</summary>
    public bool TryTensor(string name, [NotNullWhen(true)] out GgufTensor? tensor) => File.TryGetTensor(name, out tensor);

    public GgufFormatException Refuse(GgufTensor tensor, string detail) =>
        new(File.Path, GgufTensorReader.Field(tensor.Name), tensor.InfoOffset, detail);
}
