using NUnit.Framework;

namespace PersonaSim.Native.Tests;

public sealed class NearestTests
{
    [TestCase("demo-tny", "demo-tiny")]
    [TestCase("QWEN-3", "qwen3")]
    [TestCase("qwen3-", "qwen3")]
    [TestCase("demo", "demo-tiny")]
    [TestCase("q9", null)]
    [TestCase("banana", null)]
    [TestCase("", null)]
    public void Only_a_near_word_is_suggested(string given, string? nearest) =>
        Assert.That(Nearest.Of(given, ["f32", "qwen3", "demo-tiny"]), Is.EqualTo(nearest));
}
