using NUnit.Framework;
using PersonaSim.Cli.Wiring.Pulling;
using PersonaSim.Native;
using PersonaSim.Native.Gguf;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Pulling;

/// <summary>A folder to pull into, with an impatient puller; the check is our validator, without a child process.</summary>
internal sealed class PullBench : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _said = new();

    /// <summary>A real, tiny model.</summary>
    public static byte[] Model { get; } = File.ReadAllBytes(TinyModel.Path("llama", "q8_0"));

    public static byte[] OtherModel { get; } = File.ReadAllBytes(TinyModel.Path("llama", "q8_0", seed: 2));

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    public string Target => _folder.File("m.gguf");

    public string Said => _said.ToString();

    public PullOptions Options { get; init; } = new() { Stall = TimeSpan.FromMilliseconds(400), Attempts = 3, FirstPause = TimeSpan.FromMilliseconds(5) };

    public IReadOnlyList<string> Files => [.. Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public PullResult Pull(string address, string? sha256 = null, bool replace = false, Action<string>? check = null, string? token = null, CancellationToken cancellation = default) =>
        new Puller(new PullSource(new Uri(address), "m.gguf", token), Options, _said, (path, _) => (check ?? (p => GgufValidator.Open(p, GgufPurpose.Model).Dispose()))(path)).Fetch(Target, sha256, replace, cancellation).GetAwaiter().GetResult();

    /// <summary>One line that a user can act on, and no file under the final name.</summary>
    public string Refuses(string address, string? sha256 = null, params string[] words)
    {
        var refusal = Assert.Catch<PersimException>(() => Pull(address, sha256))!;

        Assert.That(refusal.ExitCode, Is.EqualTo(1));
        Assert.That(refusal.Message, Does.Not.Contain("\n"));
        foreach (var word in words) Assert.That(refusal.Message, Does.Contain(word));
        Assert.That(File.Exists(Target), Is.False, "never anything under the final name");
        return refusal.Message;
    }

    public void HasTheModel(byte[]? content = null)
    {
        Assert.That(Files, Is.EqualTo(new[] { "m.gguf" }), "and nothing else is left");
        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(content ?? Model));
    }

    public void Dispose() => _folder.Dispose();
}
