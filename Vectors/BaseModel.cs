using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Vectors;

/// <summary>What a vector was made for: the model, by shape and by content.</summary>
/// <param name="Sha256">Of the model's file.</param>
/// <param name="Base">Of the norms, which every quantisation of a model keeps in F32: equal for Q4 and Q8 of one model, other for other weights.</param>
public sealed record BaseModel(string Name, string Architecture, int Layers, int Width, string Sha256, string Base)
{
    /// <summary>Reads a model file without native code; its hash is given, because it is kept elsewhere.</summary>
    public static BaseModel Read(string path, string sha256)
    {
        using var file = GgufValidator.Open(path, GgufPurpose.Model);
        long Number(string key) => file.Metadata.GetInteger(file.Architecture + "." + key);
        return new BaseModel(Path.GetFileNameWithoutExtension(path), file.Architecture, (int)Number("block_count"), (int)Number("embedding_length"), sha256, Norms(file));
    }

    private static string Norms(GgufFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in file.Tensors.Where(t => t.Type == GgmlType.F32 && t.Name.EndsWith("norm.weight", StringComparison.Ordinal)).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name + "\n"));
            hash.AppendData(file.ReadTensor(tensor));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
