using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Loading;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class BadInputTests
{
    [Test]
    public void A_missing_model_names_where_it_was_looked_for_and_what_to_do()
    {
        using var persim = new Persim();

        persim.Run("bench", "decode", "--model", "nothing").IsOneLineOfError(1, "'nothing'", "models add");
    }

    [Test]
    public void A_file_that_is_no_model_is_refused_by_field_and_offset()
    {
        using var persim = new Persim();
        var path = Path.Combine(persim.Home, "text.gguf");
        File.WriteAllText(path, "just some text, much longer than a header");

        persim.Run("models", "add", path).IsOneLineOfError(1, "text.gguf", "magic", "offset 0");
        Assert.That(Directory.GetFiles(persim.Models), Is.Empty);
    }

    [Test]
    public void A_truncated_model_is_refused_before_native_code_sees_it()
    {
        using var persim = new Persim();
        var path = Path.Combine(persim.Models, "half.gguf");
        var whole = File.ReadAllBytes(TinyModel.Path());
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        persim.Run("bench", "decode", "--model", "half").IsOneLineOfError(1, "half.gguf", "offset");
        var list = persim.Run("models", "list");
        Assert.That(list.ExitCode, Is.Zero);
        Assert.That(list.Output, Does.Contain("unusable"));
        Assert.That(persim.Run("doctor").Output, Does.Contain("warn"));
    }

    [Test]
    public void More_threads_than_cores_a_gpu_that_is_not_there_and_too_long_a_context_are_one_line()
    {
        LlamaRuntime.EnsureLoaded();
        using var persim = new Persim();

        persim.Run("bench", "decode", "--model", TinyModel.Path(), "--threads", "999").IsOneLineOfError(1, "999 threads");
        if (!BackendDevice.All().Any(d => d.IsGpu)) persim.Run("bench", "decode", "--model", TinyModel.Path(), "--gpu-layers", "99").IsOneLineOfError(1, "sees no GPU", "--cuda");
        persim.Run("bench", "decode", "--model", TinyModel.Path(), "--sequences", "300").IsOneLineOfError(1, "--sequences", "from 1 to 256", "'300'");
        persim.Run("bench", "decode", "--model", TinyModel.Path(), "--sequences", "255", "--prompt", "4000000").IsOneLineOfError(1, "GiB", "available");
    }

    [Test]
    public void An_empty_library_folder_names_the_variable_and_the_files_wanted()
    {
        using var persim = new Persim();
        var result = persim.RunProcess(new Dictionary<string, string> { [RuntimeFolder.Variable] = persim.Home }, "bench", "decode", "--model", TinyModel.Path());

        result.IsOneLineOfError(1, RuntimeFolder.Variable, "llama", LlamaRuntime.PinnedVersion);
    }

    [Test]
    public void Another_library_version_is_refused_naming_both()
    {
        using var persim = new Persim();
        var folder = CopyRuntime(persim, name => !name.Contains("llama", StringComparison.Ordinal));
        Compile(folder, "const char * llama_version(void) { return \"0.4.9\"; }");
        var result = persim.RunProcess(new Dictionary<string, string> { [RuntimeFolder.Variable] = folder }, "bench", "decode", "--model", TinyModel.Path());

        result.IsOneLineOfError(1, "0.4.9", LlamaRuntime.PinnedVersion);
    }

    [Test]
    public void A_library_without_a_cpu_backend_for_this_processor_says_so()
    {
        using var persim = new Persim();
        var folder = CopyRuntime(persim, name => !name.Contains("ggml-cpu", StringComparison.Ordinal));
        var result = persim.RunProcess(new Dictionary<string, string> { [RuntimeFolder.Variable] = folder }, "bench", "decode", "--model", TinyModel.Path());

        result.IsOneLineOfError(1, "no CPU backend");
    }

    private static string CopyRuntime(Persim persim, Func<string, bool> keep)
    {
        var source = LlamaRuntime.EnsureLoaded();
        var target = Directory.CreateDirectory(Path.Combine(persim.Home, "llama")).FullName;
        foreach (var file in Directory.EnumerateFiles(source.Path).Where(f => keep(Path.GetFileName(f)))) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return target;
    }

    private static void Compile(string folder, string code)
    {
        var source = Path.Combine(folder, "fake.c");
        File.WriteAllText(source, code);
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-o", Path.Combine(folder, "libllama.so"), source]);
        compiler.WaitForExit();
        Assert.That(compiler.ExitCode, Is.Zero);
    }
}
