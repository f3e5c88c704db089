using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Measures.Probes.Instruments;

/// <summary>Everything that describes personas or measures them, as the linter of the contrast sets compares it.</summary>
public static class LintTexts
{
    /// <exception cref="Native.InputException">Names file, line, field and reason.</exception>
    public static IReadOnlyList<LintText> Of(PromptLibrary prompts) => [.. Personas(prompts), .. Scenarios(prompts), .. Instruments(prompts)];

    private static IEnumerable<LintText> Personas(PromptLibrary prompts)
    {
        for (var wording = 1; wording <= PersonaText.Wordings; wording++)
        {
            var text = new PersonaText(prompts, wording);
            for (var trait = 0; trait < Traits.Letters.Length; trait++)
            {
                for (var level = -PersonaText.Highest; level <= PersonaText.Highest; level++)
                {
                    yield return new LintText($"persona/traits{(wording == 1 ? "" : $"-{wording}")}", $"{Traits.Letters[trait]} {level}", LintRole.Persona, Traits.Letters[trait], text.Sentence(trait, level, "Name"));
                }
            }
        }
    }

    private static IEnumerable<LintText> Scenarios(PromptLibrary prompts)
    {
        foreach (var scenario in Scenario.Load(prompts))
        {
            foreach (var text in new[] { scenario.Situation, scenario.High, scenario.Low }) yield return new LintText("instruments/scenarios", scenario.Id, LintRole.Behaviour, scenario.Trait, text);
        }
    }

    // every questionnaire of the folder, so that a researcher's own is compared too
    private static IEnumerable<LintText> Instruments(PromptLibrary prompts)
    {
        foreach (var item in ObserverItem.Load(prompts)) yield return new LintText("instruments/observer", item.Id, LintRole.Instrument, item.Trait, item.Sentence);
        var names = Directory.EnumerateFiles(Path.Combine(prompts.Folder, "instruments"), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n is not ("observer" or "scenarios"));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            foreach (var item in Instrument.Load(prompts, name).Items) yield return new LintText("instruments/" + name, item.Id, LintRole.Instrument, item.Trait, item.Text);
        }
    }
}
