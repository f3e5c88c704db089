using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Probes.Instruments;

/// <summary>An everyday situation and two things to do in it.</summary>
internal sealed record Scenario(string Id, char Trait, string Situation, string High, string Low)
{
    private const string File = "instruments/scenarios";
    private const string Form = "expected '## ' and a name that begins with the trait's letter, lines of the situation, 'high: ' and a sentence, 'low: ' and a sentence";

    public static IReadOnlyList<Scenario> Load(PromptLibrary prompts) => Parse(ProbeFile.Lines(prompts, File));

    public static IReadOnlyList<Scenario> Parse(IReadOnlyList<(int Number, string Text)> lines)
    {
        var scenarios = new List<Scenario>();
        for (var at = 0; at < lines.Count;)
        {
            var (number, head) = lines[at];
            var id = head.StartsWith("## ", StringComparison.Ordinal) ? head[3..] : throw ProbeFile.Wrong(File, number, "name", $"{Form}; found '{head}'");
            if (id.Length < 2 || !Traits.Letters.Contains(id[0], StringComparison.Ordinal) || !id.All(char.IsAsciiLetterOrDigit)) throw ProbeFile.Wrong(File, number, "name", $"expected a trait ({string.Join(", ", Traits.Letters.ToCharArray())}) and a number, found '{id}'");
            if (scenarios.Any(s => s.Id == id)) throw ProbeFile.Wrong(File, number, "name", $"'{id}' stands in the file twice");
            var situation = new List<string>();
            for (at++; at < lines.Count && !lines[at].Text.StartsWith("high: ", StringComparison.Ordinal) && !lines[at].Text.StartsWith("## ", StringComparison.Ordinal); at++) situation.Add(lines[at].Text);
            if (situation.Count == 0) throw ProbeFile.Wrong(File, number, "situation", Form);
            var high = Option(lines, ref at, number, "high");
            var low = Option(lines, ref at, number, "low");
            if (high == low) throw ProbeFile.Wrong(File, number, "low", "both options are the same sentence");
            scenarios.Add(new Scenario(id, id[0], string.Join('\n', situation), high, low));
        }

        return scenarios.Count > 0 ? scenarios : throw ProbeFile.Wrong(File, 1, "name", Form);
    }

    private static string Option(IReadOnlyList<(int Number, string Text)> lines, ref int at, int head, string name)
    {
        if (at == lines.Count || !lines[at].Text.StartsWith(name + ": ", StringComparison.Ordinal)) throw ProbeFile.Wrong(File, at == lines.Count ? head : lines[at].Number, name, Form);
        var text = lines[at++].Text[(name.Length + 2)..].Trim();
        return text.EndsWith('.') && text.Contains(' ', StringComparison.Ordinal) ? text : throw ProbeFile.Wrong(File, lines[at - 1].Number, name, $"expected a full sentence, found '{text}'");
    }
}
