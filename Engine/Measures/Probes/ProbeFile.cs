using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>Files of a probe line by line, with their numbers: whoever edits one is told where it went wrong.</summary>
internal static class ProbeFile
{
    /// <summary>Lines that are neither empty nor remarks, from 1.</summary>
    public static IReadOnlyList<(int Number, string Text)> Lines(PromptLibrary prompts, string name)
    {
        _ = prompts[name]; // names the file's hash in the manifest, or says what is missing
        return Lines(File.ReadAllText(Path.Combine(prompts.Folder, name + ".md")));
    }

    public static IReadOnlyList<(int Number, string Text)> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (i + 1, line.TrimEnd())).Where(l => l.Item2.Length > 0 && !l.Item2.StartsWith("//", StringComparison.Ordinal))];

    public static InputException Wrong(string name, int line, string field, string reason) => new($"{name}.md, line {line}, {field}: {reason}.");
}
