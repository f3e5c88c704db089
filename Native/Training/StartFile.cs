using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Training;

/// <summary>
/// A model file that a training begins with: its tokenizer, its sizes and its weights, as plain floats or blocks of 8 bits. Or the mean of several
/// trained one after the other, which often does what each of them can (Wortsman et al. 2022, arXiv 2203.05482).
/// </summary>
public sealed class StartFile
{
    private const int Block = 32;
    private const int BlockBytes = sizeof(ushort) + Block; // Q8_0: a scale, then the values

    private readonly IReadOnlyList<(StartFile File, float Share)> _parts; // of the mean; this file alone otherwise

    private StartFile(string path, BpeVocabulary vocabulary, string sha256) => (Path, Vocabulary, Sha256, _parts) = (path, vocabulary, sha256, [(this, 1)]);

    private StartFile(StartFile first, IReadOnlyList<(StartFile File, float Share)> parts)
    {
        (Path, Vocabulary, _parts) = (first.Path, first.Vocabulary, parts);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(';', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.File.Sha256} {p.Share}"))))));
    }

    public string Path { get; }

    public BpeVocabulary Vocabulary { get; }

    /// <summary>Of the whole file; of a mean, over its files' own and their shares.</summary>
    public string Sha256 { get; }

    /// <summary>Opens a file that <c>models train</c> has written; weights are read when a training asks for them.</summary>
    public static StartFile Open(string path)
    {
        using var file = GgufValidator.Open(path, GgufPurpose.Model);
        if (file.Architecture != "llama") throw new InputException($"{path} is a model of the architecture {file.Architecture}: a training here begins with a file that `persim models train` has written.");
        using var stream = File.OpenRead(path);
        return new StartFile(path, BpeVocabulary.Read(file), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>The mean of this file and others of its tokens and sizes.</summary>
    /// <param name="others">Each with its share; what is left to one is this file's.</param>
    public StartFile MixedWith(IReadOnlyList<(StartFile File, double Share)> others)
    {
        var own = 1 - others.Sum(o => o.Share);
        if (others.Any(o => o.Share <= 0) || own <= 0) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The shares of a mean are above 0, and those beside {Path} leave it {own:0.###}: let them sum to less than 1."));
        if (others.FirstOrDefault(o => !o.File.Vocabulary.Tokens.SequenceEqual(Vocabulary.Tokens)) is { File: { } stranger }) throw new InputException($"{stranger.Path} has other tokens than {Path}: a mean of their weights would say nothing.");
        return new StartFile(this, [(this, (float)own), .. others.Select(o => (o.File, (float)o.Share))]);
    }

    internal void Fill(TrainingMachine machine)
    {
        foreach (var p in machine.Parameters)
        {
            var mean = new float[p.Elements];
            foreach (var (file, share) in _parts)
            {
                foreach (var (i, value) in file.Read(p).Index()) mean[i] += share * value;
            }

            machine.Write(p, TrainingState.Weight, mean);
        }
    }

    private float[] Read(ParameterTensor p)
    {
        using var file = GgufFile.Open(Path);
        if (!file.TryGetTensor(p.Name, out var tensor) || !tensor.Dims.SequenceEqual(p.Shape)) throw new InputException($"{Path} has no tensor {p.Name} of the shape [{string.Join(", ", p.Shape)}]: the recipe's sizes are not this file's.");
        return Values(tensor, file.ReadTensor(tensor));
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
