using System.Runtime.InteropServices;
using System.Text;
using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Synth;

/// <summary>What llama.cpp's own quantiser makes of the f32 file is what we write at once.</summary>
public sealed unsafe class QuantiserOracleTests
{
    [Test]
    public void Types_and_bytes_equal_those_of_llama_model_quantize(
        [ValueSource(typeof(SynthSpec), nameof(SynthSpec.ArchitectureNames))] string architecture) =>
        Compare(SynthSpec.Parse(architecture, "tiny", "q4_k_m"));

    [TestCase("f16", 256)]
    [TestCase("q8_0", 256)]
    [TestCase("q4_0", 256)]
    [TestCase("q4_k_m", 96)]
    [TestCase("q4_0", 96)]
    [TestCase("q4_0", 40)]
    [TestCase("q8_0", 40)]
    public void Types_and_bytes_are_equal_with_other_types_and_widths(string quant, int width) =>
        Compare(SynthSpec.Parse("llama", "tiny", quant, sizes: new SynthSizes { Width = width }));

    [Test]
    public void Types_are_equal_with_many_layers_and_an_output_of_its_own()
    {
        var spec = SynthSpec.Parse("llama", "tiny", "q4_k_m", sizes: new SynthSizes { Layers = 19, FeedForward = 256, Heads = 1, KvHeads = 1, HeadDim = 8 });

        Compare(spec with { Shape = spec.Shape with { Tied = false } });
    }

    private static void Compare(SynthSpec spec)
    {
        using var folder = new TempFolder();
        var plain = TinyModel.Path(spec with { Quant = SynthQuant.F32 });

        Quantise(plain, folder.File("theirs.gguf"), SynthQuants.FileType(spec.Quant));

        using var ours = GgufFile.Open(TinyModel.Path(spec));
        using var theirs = GgufFile.Open(folder.File("theirs.gguf"));
        Assert.That(ours.Tensors.Select(t => (t.Name, t.Type)), Is.EquivalentTo(theirs.Tensors.Select(t => (t.Name, t.Type))));
        Assert.That(ours.Metadata["general.file_type"].Bytes.SequenceEqual(theirs.Metadata["general.file_type"].Bytes), Is.True);
        foreach (var tensor in ours.Tensors)
        {
            theirs.TryGetTensor(tensor.Name, out var other);
            Assert.That(ours.ReadTensor(tensor).AsSpan().SequenceEqual(theirs.ReadTensor(other!)), Is.True, tensor.Name);
        }
    }

    // include/llama.h, llama_model_quantize_params; only this test calls the function, so it is not part of the interop layer
    [StructLayout(LayoutKind.Sequential)]
    private struct Params
    {
        public int nthread, ftype, output_tensor_type, token_embedding_type;
        public byte allow_requantize, quantize_output_tensor, only_copy, pure, keep_split, dry_run;
        public void* imatrix, kv_overrides, tt_overrides, prune_layers;
        public nuint max_buf_size;
    }

    private static void Quantise(string source, string target, uint fileType)
    {
        var library = NativeLibrary.Load(LlamaRuntime.EnsureLoaded().Llama); // the copy that is loaded already
        var defaults = (delegate* unmanaged[Cdecl]<Params>)NativeLibrary.GetExport(library, "llama_model_quantize_default_params");
        var quantise = (delegate* unmanaged[Cdecl]<byte*, byte*, Params*, uint>)NativeLibrary.GetExport(library, "llama_model_quantize");
        var options = defaults();
        options.ftype = (int)fileType;
        options.nthread = 1;
        // safe: both names are pinned and end in a zero, the options live on this stack until the call returns
        fixed (byte* from = Encoding.UTF8.GetBytes(source + "\0"), to = Encoding.UTF8.GetBytes(target + "\0"))
        {
            if (quantise(from, to, &options) != 0) throw new InvalidOperationException(string.Join(" | ", NativeLog.LastProblems()));
        }
    }
}
