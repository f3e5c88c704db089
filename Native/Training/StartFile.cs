using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Training;

/// <summary>A model file that a training begins with: its tokenizer, its sizes and its weights, as plain floats or blocks of 8 bits.</summary>
public sealed class StartFile
{
    private const int Block = 32;
    private const int BlockBytes = sizeof(ushort) + Block; // Q8_0: a scale, then the values

    private StartFile(string path, BpeVocabulary vocabulary, string sha256) => (Path, Vocabulary, Sha256) = (path, vocabulary, sha256);

    public string Path { get; }

    public BpeVocabulary Vocabulary { get; }

    /// <summary>Of the whole file.</summary>
    public string Sha256 { get; }

    /// <summary>Opens a file that <c>models train</c> has written; weights are read when a training asks for them.</summary>
    public static StartFile Open(string path)
    {
        using var file = GgufValidator.Open(path, GgufPurpose.Model);
        if (file.Architecture != "llama") throw new InputException($"{path} is a model of the architecture {file.Architecture}: a training here begins with a file that `persim models train` has written.");
        using var stream = File.OpenRead(path);
        return new StartFile(path, BpeVocabulary.Read(file), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    internal void Fill(TrainingMachine machine)
    {
        using var file = GgufFile.Open(Path);
        foreach (var p in machine.Parameters)
        {
            if (!file.TryGetTensor(p.Name, out var tensor) || !tensor.Dims.SequenceEqual(p.Shape)) throw new InputException($"{Path} has no tensor {p.Name} of the shape [{string.Join(", ", p.Shape)}]: the recipe's sizes are not this file's.");
            machine.Write(p, TrainingState.Weight, Values(tensor, file.ReadTensor(tensor)));
        }
    }

    private float[] Values(GgufTensor tensor, byte[] bytes) => tensor.Type switch
    {
        GgmlType.F32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        GgmlType.Q8_0 => Unpacked(bytes),
        _ => throw new InputException($"{Path}: {tensor.Name} is of the type {tensor.Type}; a training begins with plain floats or Q8_0."),
    };

    private static float[] Unpacked(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / BlockBytes * Block];
        for (var b = 0; b < values.Length / Block; b++)
        {
            var block = bytes.Slice(b * BlockBytes, BlockBytes);
            var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
            for (var i = 0; i < Block; i++) values[(b * Block) + i] = scale * (sbyte)block[sizeof(ushort) + i];
        }

        return values;
    }
}
