using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Vectors.Tests.Imports;

/// <summary>A folder of vector files, and the import of some of them.</summary>
internal sealed class Imported : IDisposable
{
    private readonly TempFolder _folder = new();

    public static BaseModel Model(int width = 3, int layers = 8) => new("small", "llama", layers, width, new string('a', 64), new string('b', 64));

    public string Put(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }

    public ForeignVector Read(string name, byte[] bytes) => VectorImport.Read([Put(name, bytes)]);

    /// <summary>The refusal of a file must be one line with its name in it.</summary>
    public void Refuses(string name, byte[] bytes, params string[] words) => Refuses([Put(name, bytes)], words);

    public static void Refuses(IReadOnlyList<string> files, params string[] words)
    {
        var refusal = Assert.Catch<PersimException>(() => VectorImport.Read(files))!;

        Assert.That(refusal.ExitCode, Is.EqualTo(1));
        Assert.That(refusal.Message, Does.Not.Contain("\n").And.Contain(Path.GetFileName(files[0])));
        foreach (var word in words) Assert.That(refusal.Message, Does.Contain(word));
    }

    public void Dispose() => _folder.Dispose();
}
