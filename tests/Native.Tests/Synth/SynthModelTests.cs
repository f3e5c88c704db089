using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Synth;

public sealed class SynthModelTests
{
    private static readonly int[] _prompt = [40, 72, 68, 75, 75, 78];

    [Test]
    public void Library_decodes_finite_and_spread_logits(
        [ValueSource(typeof(SynthSpec), nameof(SynthSpec.ArchitectureNames))] string architecture,
        [ValueSource(typeof(SynthSpec), nameof(SynthSpec.QuantNames))] string quant)
    {
        using var model = LlamaModel.Load(TinyModel.Path(architecture, quant), new ModelOptions { Repack = false });
        using var context = LlamaContext.Create(model, new ContextOptions { Cells = 256, BatchTokens = 64, Threads = 1 });

        var logits = Decode(context, 0, _prompt);
        var chosen = new List<int>();
        for (var next = logits; chosen.Count < 24; next = Decode(context, _prompt.Length + chosen.Count - 1, chosen[^1]))
            chosen.Add(next.AsSpan().IndexOf(next.Max()));

        var mean = logits.Average();
        var spread = Math.Sqrt(logits.Average(x => (x - mean) * (x - mean)));
        TestContext.Out.WriteLine($"spread {spread:0.00}, best {logits.Max():0.0}, distinct {chosen.Distinct().Count()} of {chosen.Count}");
        Assert.That(logits, Has.All.Matches<float>(float.IsFinite));
        Assert.That(spread, Is.InRange(1.5, 4), "made for 2.5");
        Assert.That(chosen.Distinct().Count(), Is.GreaterThan(6), "greedy decoding is stuck");
    }

    [TestCaseSource(typeof(SynthSpec), nameof(SynthSpec.ArchitectureNames))]
    public void Our_own_validator_accepts_the_file_and_it_says_what_it_is(string architecture)
    {
        using var file = GgufValidator.Open(TinyModel.Path(architecture), GgufPurpose.Model);

        Assert.That(file.Architecture, Is.EqualTo(architecture));
        Assert.That(file.Metadata[SynthModel.MarkerKey].TryGetBool(out var made) && made, Is.True);
        Assert.That(file.Metadata.GetString("general.name"), Does.Contain("random weights"));
    }

    [Test]
    public void Bytes_depend_on_the_seed_and_not_on_the_threads()
    {
        using var folder = new TempFolder();
        var spec = SynthSpec.Parse("llama", "tiny", "q4_0");

        var one = Bytes(spec, threads: 1);
        var three = Bytes(spec, threads: 3);
        var other = Bytes(spec with { Seed = 2 }, threads: 1);

        Assert.That(three, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));

        byte[] Bytes(SynthSpec spec, int threads) => File.ReadAllBytes(SynthModel.Write(spec, folder.File("m.gguf"), threads: threads).Path);
    }

    [Test]
    public void Types_follow_the_mix_of_llama_cpp_when_q4_k_m_is_asked()
    {
        using var file = GgufFile.Open(TinyModel.Path("llama", "q4_k_m"));

        // 4 layers: none in the first eighth, layer 3 in the last, layer 2 the third between
        Assert.That(Types("blk.0.ffn_down.weight", "blk.1.attn_v.weight", "blk.0.attn_q.weight"), Is.All.EqualTo(GgmlType.Q4_K));
        Assert.That(Types("blk.2.ffn_down.weight", "blk.2.attn_v.weight", "blk.3.ffn_down.weight", "token_embd.weight"), Is.All.EqualTo(GgmlType.Q6_K));
        Assert.That(Types("blk.0.attn_norm.weight"), Is.All.EqualTo(GgmlType.F32));

        IEnumerable<GgmlType> Types(params string[] names) => names.Select(n => file.Tensors.Single(t => t.Name == n).Type);
    }

    [TestCase("q4_k_m", 96, GgmlType.Q5_0, GgmlType.Q8_0)]
    [TestCase("q4_0", 96, GgmlType.Q4_0, GgmlType.Q8_0)]
    [TestCase("q4_0", 40, GgmlType.F16, GgmlType.F16)]
    public void Types_fall_back_when_rows_are_no_whole_blocks(string quant, int width, GgmlType matrix, GgmlType embedding)
    {
        var spec = SynthSpec.Parse("llama", "tiny", quant, sizes: new SynthSizes { Width = width });

        using var file = GgufFile.Open(TinyModel.Path(spec));

        Assert.That(file.Tensors.Single(t => t.Name == "blk.0.attn_q.weight").Type, Is.EqualTo(matrix));
        Assert.That(file.Tensors.Single(t => t.Name == "token_embd.weight").Type, Is.EqualTo(embedding));
    }

    [Test]
    public void Nothing_is_left_when_the_making_is_cancelled()
    {
        using var folder = new TempFolder();
        using var source = new CancellationTokenSource();
        var seen = new List<SynthProgress>();
        var progress = new Inline(p =>
        {
            seen.Add(p);
            if (seen.Count == 5) source.Cancel();
        });

        var spec = SynthSpec.Parse("llama", "tiny", "f16");
        Assert.That(() => SynthModel.Write(spec, folder.File("m.gguf"), progress, cancel: source.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(seen, Has.Count.EqualTo(5));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void Progress_ends_at_the_total()
    {
        using var folder = new TempFolder();
        var last = default(SynthProgress);

        var result = SynthModel.Write(SynthSpec.Parse("qwen2", "tiny", "q4_0"), folder.File("m.gguf"), new Inline(p => last = p));

        Assert.That(last.BytesDone, Is.EqualTo(last.BytesTotal));
        Assert.That(result.Bytes, Is.GreaterThan(last.BytesTotal));
    }

    [TestCase("llama", "0.5b", 494)]
    [TestCase("qwen2", "0.5b", 494)]
    [TestCase("llama", "1b", 1236)]
    [TestCase("llama", "8b", 8030)]
    [TestCase("qwen2", "8b", 7616)]
    [TestCase("qwen3", "8b", 8191)]
    [TestCase("gemma2", "8b", 9242)]
    [TestCase("gemma3", "1b", 1000)]
    public void Named_shapes_have_as_many_parameters_as_the_model_they_follow(string architecture, string size, int million)
    {
        var spec = SynthSpec.Parse(architecture, size, "q4_0");

        Assert.That(spec.Parameters / 1e6, Is.EqualTo(million).Within(1));
    }

    private static float[] Decode(LlamaContext context, int position, params int[] tokens)
    {
        using var batch = new DecodeBatch(tokens.Length);
        for (var i = 0; i < tokens.Length; i++) batch.Add(tokens[i], position + i, new SequenceId(0), output: i == tokens.Length - 1);
        context.Decode(batch);
        return context.Logits(tokens.Length - 1, logits => logits.ToArray());
    }

    private sealed class Inline(Action<SynthProgress> report) : IProgress<SynthProgress>
    {
        public void Report(SynthProgress value) => report(value);
    }
}
