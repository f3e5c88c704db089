using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Probes.Instruments;

/// <summary>A sentence about somebody else.</summary>
internal sealed record ObserverItem(string Id, char Trait, bool Plus, string Sentence)
{
    private const string File = "instruments/observer";

    public static IReadOnlyList<ObserverItem> Load(PromptLibrary prompts) => Parse(ProbeFile.Lines(prompts, File));

    /// <summary>One item for each trait and key, in the file's order.</summary>
    public static IReadOnlyList<ObserverItem> Parse(IReadOnlyList<(int Number, string Text)> lines)
    {
        var items = new List<ObserverItem>();
        foreach (var (number, text) in lines)
        {
            if (text.Length < 6 || !Traits.Letters.Contains(text[0], StringComparison.Ordinal) || text[1] != ' ' || text[2] is not ('+' or '-') || text[3..5] != ": ") throw ProbeFile.Wrong(File, number, "class", $"expected a trait ({string.Join(", ", Traits.Letters.ToCharArray())}), a key (+ or -), a colon and a sentence, found '{text}'");
            var id = text[0] + (text[2] == '+' ? "-plus" : "-minus");
            if (items.Any(i => i.Id == id)) throw ProbeFile.Wrong(File, number, "class", $"'{text[..3]}' stands in the file twice");
            items.Add(new ObserverItem(id, text[0], text[2] == '+', text[5..].Trim()));
        }

        foreach (var trait in Traits.Letters)
        {
            if (items.Count(i => i.Trait == trait) != 2) throw ProbeFile.Wrong(File, lines.Count == 0 ? 1 : lines[^1].Number, "class", $"the trait {trait} has no sentence of each key");
        }

        return items;
    }
}
