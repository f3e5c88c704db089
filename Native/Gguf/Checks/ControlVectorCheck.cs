using System.Globalization;

namespace PersonaSim.Native.Gguf.Checks;

/// <summary>A control-vector file as llama.cpp's tools read it: F32 rows <c>direction.N</c>, N from 1, all of one length.</summary>
internal static class ControlVectorCheck
{
    private const string Prefix = "direction.";
    private const int MaxLayers = 512;

    public static void Run(GgufFile file)
    {
        var architecture = file.Architecture;
        if (architecture != "controlvector")
            throw file.Metadata.Refuse(ModelKeys.ArchitectureKey, file.Metadata[ModelKeys.ArchitectureKey],
                $"is {GgufFormatException.Quote(architecture)}, expected 'controlvector'");
        if (file.Tensors.Count == 0) throw new GgufFormatException(file.Path, "tensor count", 8, "is 0, expected directions");
        foreach (var tensor in file.Tensors)
        {
            var length = file.Tensors[0].Dims[0];
            var problem = !IsDirection(tensor.Name) ? $"expected a name direction.N, N from 1 to {MaxLayers - 1}"
                : tensor.Type != GgmlType.F32 ? $"is {tensor.Type}, expected F32"
                : tensor.ByteLength != length * sizeof(float) || tensor.Dims[0] != length ? $"has shape {tensor.Shape}, expected [{length}]"
                : null;
            if (problem is not null) throw new GgufFormatException(file.Path, GgufTensorReader.Field(tensor.Name), tensor.InfoOffset, problem);
        }
    }

    private static bool IsDirection(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
        && layer is > 0 and < MaxLayers;
}
