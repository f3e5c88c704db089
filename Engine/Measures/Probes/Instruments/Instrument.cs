using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Probes.Instruments;

/// <summary>A questionnaire from a file of <c>prompts/instruments</c>.</summary>
public sealed class Instrument
{
    private static readonly string[] _needed = ["item", "domain", "keyed", "text"];
    private static readonly string[] _known = [.. _needed, "facet", "facet_name"];

    private Instrument(string name, IReadOnlyList<InstrumentItem> items) => (Name, Items) = (name, items);

    public string Name { get; }

    public IReadOnlyList<InstrumentItem> Items { get; }

    /// <exception cref="InputException">Names file, line, field and reason.</exception>
    public static Instrument Load(PromptLibrary prompts, string name) => Parse(name, "instruments/" + name, ProbeFile.Lines(prompts, "instruments/" + name));

    /// <summary>An instrument from the text of its file.</summary>
    public static Instrument Parse(string name, string text) => Parse(name, "instruments/" + name, ProbeFile.Lines(text));

    /// <summary>So many items of each trait, half of them plus-keyed, the first of the file, in its order; 0: all.</summary>
    public IReadOnlyList<InstrumentItem> First(int perTrait)
    {
        if (perTrait == 0) return Items;
        var chosen = Items.GroupBy(i => (i.Trait, i.Plus)).SelectMany(g => g.Take(g.Key.Plus ? perTrait - (perTrait / 2) : perTrait / 2)).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        return [.. Items.Where(i => chosen.Contains(i.Id))];
    }

    private static Instrument Parse(string name, string file, IReadOnlyList<(int Number, string Text)> lines)
    {
        if (lines.Count == 0) throw ProbeFile.Wrong(file, 1, "header", $"the file is empty; expected {string.Join(',', _needed)}");
        var columns = lines[0].Text.Split(',');
        CheckHeader(file, lines[0].Number, columns);
        var items = new List<InstrumentItem>();
        var (ids, texts) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var (number, line) in lines.Skip(1))
        {
            var item = Item(file, number, columns, line);
            if (!ids.Add(item.Id)) throw ProbeFile.Wrong(file, number, "item", $"'{item.Id}' stands in the file twice");
            if (!texts.Add(item.Text)) throw ProbeFile.Wrong(file, number, "text", $"'{item.Text}' stands in the file twice");
            items.Add(item);
        }

        if (items.Count == 0) throw ProbeFile.Wrong(file, lines[0].Number, "item", "no items follow the header");
        foreach (var trait in items.GroupBy(i => i.Trait).Where(g => g.Select(i => i.Plus).Distinct().Count() == 1))
        {
            throw ProbeFile.Wrong(file, lines[^1].Number, "keyed", $"all items of {trait.Key} have the same key; expected both, so that somebody who agrees with everything gets no score for it");
        }

        return new Instrument(name, items);
    }

    private static void CheckHeader(string file, int number, string[] columns)
    {
        if (columns.FirstOrDefault(c => !_known.Contains(c)) is { } strange) throw ProbeFile.Wrong(file, number, "header", $"unknown column '{strange}'; known are {string.Join(", ", _known)}");
        if (_needed.FirstOrDefault(c => !columns.Contains(c)) is { } missing) throw ProbeFile.Wrong(file, number, "header", $"the column '{missing}' is missing");
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Length) throw ProbeFile.Wrong(file, number, "header", "a column stands there twice");
        if (columns[^1] != "text") throw ProbeFile.Wrong(file, number, "header", "text must be the last column, because sentences have commas");
    }

    private static InstrumentItem Item(string file, int number, string[] columns, string line)
    {
        var fields = line.Split(',', columns.Length);
        if (fields.Length != columns.Length) throw ProbeFile.Wrong(file, number, columns[fields.Length], $"{fields.Length} fields, expected {columns.Length} ({string.Join(',', columns)})");
        string Field(string column) => Array.IndexOf(columns, column) is var i and >= 0 ? fields[i] : "";
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Length == 0 || fields[i] != fields[i].Trim() || fields[i].Any(char.IsControl)) throw ProbeFile.Wrong(file, number, columns[i], $"'{fields[i]}' is empty, has blanks around it or holds a control character");
        }

        if (!Field("item").All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw ProbeFile.Wrong(file, number, "item", $"expected letters, digits, '-' and '_', found '{Field("item")}'");
        if (Field("domain") is not { Length: 1 } domain || !Traits.Letters.Contains(domain[0], StringComparison.Ordinal)) throw ProbeFile.Wrong(file, number, "domain", $"expected one of {string.Join(", ", Traits.Letters.ToCharArray())}, found '{Field("domain")}'");
        if (Field("keyed") is not ("+" or "-")) throw ProbeFile.Wrong(file, number, "keyed", $"expected + or -, found '{Field("keyed")}'");
        var facet = Field("facet_name").Length > 0 ? Field("facet_name") : Field("facet");
        return new InstrumentItem(Field("item"), domain[0], Field("keyed") == "+", facet, Field("text"));
    }
}
