using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Prompts;

/// <summary>A prompt file that is a table: headings (<c># name</c>), and below each its lines; columns are parted by <c>|</c>.</summary>
public sealed class PromptSections
{
    private readonly string _name;
    private readonly List<(string Heading, List<string> Lines)> _sections = [];

    private PromptSections(string name) => _name = name;

    public IEnumerable<string> Headings => _sections.Select(s => s.Heading);

    public static PromptSections Read(PromptLibrary library, string name) => Parse(name, library[name].Fill());

    public static PromptSections Parse(string name, string text)
    {
        var parsed = new PromptSections(name);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)))
        {
            if (line.StartsWith('#')) parsed.Begin(line.TrimStart('#').Trim());
            else if (parsed._sections.Count == 0) throw parsed.Refuse($"begins with '{line}': the first line must be a heading, as in '# name'");
            else parsed._sections[^1].Lines.Add(line);
        }

        return parsed;
    }

    /// <summary>The lines below a heading, which must be there and hold at least one.</summary>
    public IReadOnlyList<string> Lines(string heading)
    {
        var section = _sections.Find(s => string.Equals(s.Heading, heading, StringComparison.OrdinalIgnoreCase));
        if (section.Lines is not { Count: > 0 }) throw Refuse($"has no lines below a heading '# {heading}'");
        return section.Lines;
    }

    /// <summary>The columns of each line below a heading; every line must have this many.</summary>
    public IReadOnlyList<string[]> Rows(string heading, int columns)
    {
        var rows = Lines(heading).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var wrong = rows.Find(r => r.Length != columns || r.Any(c => c.Length == 0));
        return wrong is null ? rows : throw Refuse($"has the line '{string.Join(" | ", wrong)}' below '# {heading}': expected {columns} columns parted by '|', none of them empty");
    }

    /// <summary>What is wrong with this file, for whoever edits it.</summary>
    public InputException Refuse(string what) => new($"The prompt '{_name}' {what}.");

    private void Begin(string heading)
    {
        if (heading.Length == 0) throw Refuse("has a heading without a name");
        if (_sections.Exists(s => string.Equals(s.Heading, heading, StringComparison.OrdinalIgnoreCase))) throw Refuse($"has the heading '# {heading}' twice");
        _sections.Add((heading, []));
    }
}
