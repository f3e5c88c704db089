using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Whether what a configuration asks of its people lies within what the dose cards reach; said before a run begins.</summary>
internal static class RunDoses
{
    /// <summary>
    /// Refused is what a configuration asks for by itself: people of a table, means of those who are drawn, and with persona.within: any everybody.
    /// The tails of people who are drawn are held at the end of the usable range, and a note says how many.
    /// </summary>
    public static void Require(RunConfig config, RunParts parts, DoseTable? table, IReadOnlyDictionary<string, string> tried, TextWriter error)
    {
        var persona = config.Persona;
        foreach (var (trait, why) in tried) error.WriteLine($"persim: note: the card of {trait} says that it is {why}; no trait unit of it is known, so persona.dose ({persona.Dose.ToString(CultureInfo.InvariantCulture)} raw) stands for one.");
        if (table is null) return;
        if (persona.Dose != 1) error.WriteLine($"persim: note: persona.dose does nothing to {string.Join(", ", table.Directions.Select(d => d.Name))}: their dose cards say what a trait unit is.");
        List<double> factors = [.. persona.Schedule.Where(s => s.On).Select(s => s.Factor).Concat(persona.Schedule.Any(s => s.From <= 0) ? [] : [1.0]).Distinct()];
        if (persona.Match == DoseMatch.Achieved) RequireMatched(persona, parts, table, factors);
        var asking = persona.Table is not null || persona.Within == DoseRange.Any ? parts.People.People : [.. RunMinds.ArmsOf(config, new RunRequest(false)).Select(arm => Mean(persona, arm))];
        foreach (var person in asking)
        {
            foreach (var factor in factors) table.Require(person.Name, parts.Treatment.UnitsOf(person, factor));
        }

        var held = parts.People.People.Count(p => factors.Any(f => table.Holds(parts.Treatment.UnitsOf(p, f))));
        if (held > 0) error.WriteLine($"persim: note: {held} of {parts.People.People.Count} people were drawn beyond what the cards found usable ({string.Join(", ", table.Directions.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} {d.Range.Low:+0.0#;-0.0#;0} to {d.Range.High:+0.0#;-0.0#;0}")))} sd{(table.MostRelativeSize is { } most ? string.Create(CultureInfo.InvariantCulture, $", together {most:0.00} of the residual stream") : "")}): their doses are held at its end.");
    }

    // a dose that is held at the end of a range is no longer the text's equal: nobody may need that
    private static void RequireMatched(PersonaConfig persona, RunParts parts, DoseTable table, List<double> factors)
    {
        foreach (var (trait, hash) in TextHashes(persona, parts)) throw new InputException($"persona.match: achieved: the text {trait} is not the one that {persona.Levels} was measured with (sha256 {hash[..Math.Min(12, hash.Length)]}): probe the levels again (persim probe MODEL --level 1..7 --json).");
        foreach (var person in parts.People.People)
        {
            try
            {
                foreach (var factor in factors) table.Require(person.Name, parts.Treatment.UnitsOf(person, factor));
            }
            catch (InputException e)
            {
                throw new InputException($"{e.Message.TrimEnd('.')}. It is what the text of their level achieves (persona.match: achieved): where doses do not reach so far, texts and doses cannot be compared at an equal score.", e);
            }
        }
    }

    private static IEnumerable<(string Text, string Hash)> TextHashes(PersonaConfig persona, RunParts parts)
    {
        var measured = LevelFile.Read(persona.Levels!).TextHashes;
        foreach (var text in new[] { "persona/traits", "persona/intro" })
        {
            _ = parts.Prompts[text];
            if (measured.TryGetValue(text, out var hash) && hash != parts.Prompts.Hashes[text]) yield return (text, hash);
        }
    }

    private static Person Mean(PersonaConfig persona, Arm arm) =>
        new("persona.mean", Traits.Of([.. Traits.Letters.Select(l => persona.Traits.GetValueOrDefault(l.ToString(), persona.Mean))])) { Arm = arm };
}
