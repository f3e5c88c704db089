using System.Globalization;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>A personality in words: seven levels for each trait, from texts that a researcher edits.</summary>
public sealed class PersonaText
{
    /// <summary>Levels run from -3 to 3.</summary>
    public const int Highest = 3;

    private const double LevelWidth = 2.0 / 3; // level 3 begins at 1.67 standard deviations: the outer 10 %
    private readonly PromptText _intro;
    private readonly PromptText _neutral;
    private readonly PromptText[,] _levels;

    public PersonaText(PromptLibrary prompts)
    {
        _intro = prompts["persona/intro"];
        _neutral = prompts["persona/neutral"];
        _levels = Read(prompts["persona/traits"].Fill(("name", "{{name}}")));
    }

    public static int Level(double trait) => (int)Math.Clamp(Math.Round(trait / LevelWidth, MidpointRounding.AwayFromZero), -Highest, Highest);

    public Block Of(string name, Traits traits)
    {
        var lines = Enumerable.Range(0, Traits.Letters.Length).Select(t => _levels[t, Level(traits[t]) + Highest].Fill(("name", name)));
        return Written(name, string.Join('\n', lines));
    }

    /// <summary>Of about the same length, about nobody's personality.</summary>
    public Block Neutral(string name) => Written(name, _neutral.Fill(("name", name)));

    private Block Written(string name, string lines) => new("persona", "user", _intro.Fill(("name", name), ("lines", lines)) + "\n");

    private static PromptText[,] Read(string file)
    {
        var levels = new PromptText?[Traits.Letters.Length, (2 * Highest) + 1];
        foreach (var line in file.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var head = colon < 0 ? [] : line[..colon].Split(' ');
            var trait = head.Length == 2 && head[0].Length == 1 ? Traits.Letters.IndexOf(head[0][0], StringComparison.Ordinal) : -1;
            if (trait < 0 || !int.TryParse(head[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level) || Math.Abs(level) > Highest) throw new InputException($"persona/traits has the line '{line}'; a line is a trait ({string.Join(", ", Traits.Letters.ToCharArray())}), a level from {-Highest} to {Highest}, a colon and a sentence.");
            if (levels[trait, level + Highest] is not null) throw new InputException($"persona/traits describes {head[0]} at level {level} twice.");
            levels[trait, level + Highest] = PromptText.Parse($"persona/traits {head[0]} {level}", line[(colon + 1)..].Trim());
        }

        for (var t = 0; t < Traits.Letters.Length; t++)
        {
            for (var l = -Highest; l <= Highest; l++)
            {
                if (levels[t, l + Highest] is null) throw new InputException($"persona/traits has no sentence for {Traits.Letters[t]} at level {l}.");
            }
        }

        return (PromptText[,])(object)levels;
    }
}
