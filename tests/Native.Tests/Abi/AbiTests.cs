using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Abi;

public sealed class AbiTests
{
    private static readonly string[] _golden = [.. File.ReadLines(Path.Combine(Repository.Root, "tests/Native.Tests/Abi/abi.golden.txt")).Where(l => !l.StartsWith('#'))];

    private static readonly Type[] _structs =
    [
        typeof(llama_model_params), typeof(llama_context_params), typeof(llama_batch), typeof(llama_chat_message),
        typeof(llama_perf_context_data), typeof(llama_token_data), typeof(llama_token_data_array), typeof(llama_sampler_chain_params),
        typeof(ggml_tensor), typeof(ggml_backend_dev_caps), typeof(ggml_backend_dev_props), typeof(ggml_backend_feature),
        typeof(ggml_init_params),
    ];

    private static readonly Type[] _enums = [typeof(llama_load_mode), typeof(llama_flash_attn_type), typeof(llama_vocab_type), typeof(ggml_log_level), typeof(ggml_backend_dev_type)];

    [Test]
    public void Every_struct_has_the_layout_of_the_header()
    {
        var expected = _golden.Where(l => l.StartsWith("sizeof", StringComparison.Ordinal) || l.StartsWith("offsetof", StringComparison.Ordinal));

        var actual = _structs.SelectMany(t => StructLayout.Describe(t, t.Name));

        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void Every_enum_value_is_the_header_s()
    {
        var expected = _golden.Where(l => l.StartsWith("enum", StringComparison.Ordinal));

        var ours = _enums.SelectMany(t => Enum.GetValues(t).Cast<object>().Order().Select(v => $"enum {v} {Convert.ToInt32(v, null)}"));
        var types = GgmlTypes.All.Select(t => $"enum GGML_TYPE_{t} {(int)t}").Append("enum GGML_TYPE_COUNT 43");

        Assert.That(ours.Concat(types), Is.EqualTo(expected));
    }

    [Test]
    public void No_struct_of_the_interop_layer_is_left_out()
    {
        var sequential = typeof(llama_batch).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(llama_batch).Namespace && t.IsValueType && !t.IsEnum && !t.IsNested)
            .Where(t => !t.Name.StartsWith("duckdb_", StringComparison.Ordinal)) // its package has no headers to compare with; the analytics tests read values through them
            .Where(t => t.GetFields(BindingFlags.Instance | BindingFlags.Public).Length > 0);

        Assert.That(sequential, Is.EquivalentTo(_structs));
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct MovedField // llama_batch with pos and n_seq_id exchanged
    {
        public int n_tokens;
        public int* token;
        public float* embd;
        public int* n_seq_id;
        public int* pos;
        public int** seq_id;
        public sbyte* logits;
    }

    [Test]
    public void A_moved_field_is_noticed()
    {
        var expected = _golden.Where(l => l.Contains(" llama_batch", StringComparison.Ordinal)).ToArray();

        Assert.That(StructLayout.Describe(typeof(llama_batch), "llama_batch"), Is.EqualTo(expected));
        Assert.That(StructLayout.Describe(typeof(MovedField), "llama_batch"), Is.Not.EqualTo(expected));
    }

    [Test, Category("Material")]
    public void The_golden_file_is_what_the_pinned_headers_give()
    {
        var headers = Repository.Material;
        var program = Path.Combine(Path.GetTempPath(), $"persim-abi-{Environment.ProcessId}");
        try
        {
            Run("cc", $"-I {headers}/include -I {headers}/ggml/include {Repository.Root}/tests/Native.Tests/Abi/abi-probe.c -o {program}");

            var lines = Run(program, "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.That(lines, Is.EqualTo(_golden));
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Test]
    public void Block_sizes_are_the_library_s()
    {
        Loading.LlamaRuntimeTests.Load();
        foreach (var type in GgmlTypes.All)
        {
            Assert.That(GgmlTypes.BlockElements(type), Is.EqualTo(Ggml.ggml_blck_size((int)type)), type.ToString());
            Assert.That(GgmlTypes.BlockBytes(type), Is.EqualTo((int)Ggml.ggml_type_size((int)type)), type.ToString());
        }
    }

    private static string Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, errors);
        return output;
    }
}
