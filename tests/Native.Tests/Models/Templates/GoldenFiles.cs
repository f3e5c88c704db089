using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Tests.Models.Templates;

/// <summary>One conversation of <c>conversations.json</c>.</summary>
public sealed record SampleConversation(string Name, IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    public override string ToString() => Name;
}

/// <summary>The files beside these tests, and llama.cpp's templates.</summary>
internal static class GoldenFiles
{
    /// <summary>As in <c>produce_goldens.py</c>.</summary>
    public static readonly DateTime Date = new(2026, 3, 9, 14, 5, 6);

    public static readonly SpecialTokenTexts Tokens = new("<BOS>", "<EOS>");

    public static string Beside(string file) => Path.Combine(Root(), "tests", "Native.Tests", "Models", "Templates", file);

    /// <summary>llama.cpp's chat templates by file name; a missing folder fails the test that asks.</summary>
    public static IReadOnlyList<(string Name, string Source)> Templates()
    {
        var folder = Path.Combine(Root(), ".cache", "llama.cpp", "models", "templates");
        if (!Directory.Exists(folder)) Assert.Fail($"{folder} is missing: fetch the test material (llama.cpp v0.5.0's sources) into .cache/llama.cpp first.");
        var files = Directory.GetFiles(folder, "*.jinja").Order(StringComparer.Ordinal).ToList();
        Assert.That(files, Has.Count.EqualTo(70), folder);
        return [.. files.Select(f => (Path.GetFileName(f), File.ReadAllText(f)))];
    }

    public static IReadOnlyList<SampleConversation> Conversations()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Beside("conversations.json")));
        return [.. json.RootElement.EnumerateArray().Select(Read)];
    }

    private static SampleConversation Read(JsonElement c) => new(
        c.GetProperty("name").GetString()!,
        [.. c.GetProperty("messages").EnumerateArray().Select(m => new ChatMessage(m.GetProperty("role").GetString()!, m.GetProperty("content").GetString()!))],
        new ChatOptions { AddGenerationPrompt = c.GetProperty("add_generation_prompt").GetBoolean(), Date = Date, Variables = Variables(c) });

    private static Dictionary<string, object> Variables(JsonElement c) => !c.TryGetProperty("variables", out var given)
        ? []
        : given.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.ValueKind == JsonValueKind.String ? v.Value.GetString()! : (object)v.Value.GetBoolean());

    private static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PersonaSim.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside of the repository");
    }
}
