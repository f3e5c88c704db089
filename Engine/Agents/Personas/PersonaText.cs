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

    /// <summary>How many wordings ship: the sentences of <c>persona/traits</c>, and the same levels said in other ways.</summary>
    public const int Wordings = 3;

    private const double LevelWidth = 2.0 / 3; // level 3 begins at 1.67 standard deviations: the outer 10 %
    private readonly PromptText _intro;
    private readonly PromptText _neutral;
    private readonly PromptText[,] _levels;
    private readonly Dictionary<string, Block> _longest = new(StringComparer.Ordinal); // looked up by name only

    /// <param name="wording">1 to <see cref="Wordings"/>: 1 reads <c>persona/traits</c>, 2 <c>persona/traits-2</c> and so on.</param>
    public PersonaText(PromptLibrary prompts, int wording = 1)
    {
        _intro = prompts["persona/intro"];
        _neutral = prompts["persona/neutral"];
        var file = wording == 1 ? "persona/traits" : "persona/traits-" + wording.ToString(CultureInfo.InvariantCulture);
        _levels = Read(file, prompts[file].Fill(("name", "{{name}}")));
    }

    public static int Level(double trait) => (int)Math.Clamp(Math.Round(trait / LevelWidth, MidpointRounding.AwayFromZero), -Highest, Highest);

    /// <summary>The value, in standard deviations, in the middle of those that a level stands for; of the two outer ones, as far from the next.</summary>
    public static double MiddleOf(int level) => level * LevelWidth;

    /// <summary>What one trait at one level says about somebody.</summary>
    public string Sentence(int trait, int level, string name) => _levels[trait, level + Highest].Fill(("name", name));

    public Block Of(string name, Traits traits)
    {
        var lines = Enumerable.Range(0, Traits.Letters.Length).Select(t => Sentence(t, Level(traits[t]), name));
        return Written(name, string.Join('\n', lines));
    }

    /// <summary>Of about the same length, about nobody's personality.</summary>
    public Block Neutral(string name) => Written(name, _neutral.Fill(("name", name)));

    /// <summary>The longest that any arm can say about somebody: what every arm's prompt leaves room for.</summary>
    public Block Longest(string name)
    {
        if (_longest.TryGetValue(name, out var known)) return known;
        var lines = Enumerable.Range(0, Traits.Letters.Length).Select(t => Enumerable.Range(-Highest, (2 * Highest) + 1).Select(l => Sentence(t, l, name)).MaxBy(s => s.Length)!);
        var (written, neutral) = (Written(name, string.Join('\n', lines)), Neutral(name));
        return _longest[name] = written.Text.Length >= neutral.Text.Length ? written : neutral;
    }

    private Block Written(string name, string lines) => new("persona", "user", _intro.FillLine(("name", name), ("lines", lines)));

    private static PromptText[,] Read(string file, string text)
    {
        var levels = new PromptText?[Traits.Letters.Length, (2 * Highest) + 1];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var head = colon < 0 ? [] : line[..colon].Split(' ');
            var trait = head.Length == 2 && head[0].Length == 1 ? Traits.Letters.IndexOf(head[0][0], StringComparison.Ordinal) : -1;
            if (trait < 0 || !int.TryParse(head[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level) || Math.Abs(level) > Highest) throw new InputException($"{file} has the line '{line}'; a line is a trait ({string.Join(", ", Traits.Letters.ToCharArray())}), a level from {-Highest} to {Highest}, a colon and a sentence.");
            if (levels[trait, level + Highest] is not null) throw new InputException($"{file} describes {head[0]} at level {level} twice.");
            levels[trait, level + Highest] = PromptText.Parse($"{file} {head[0]} {level}", line[(colon + 1)..].Trim());
        }

        for (var t = 0; t < Traits.Letters.Length; t++)
        {
            for (var l = -Highest; l <= Highest; l++)
            {
                if (levels[t, l + Highest] is null) throw new InputException($"{file} has no sentence for {Traits.Letters[t]} at level {l}.");
            }
        }

        return (PromptText[,])(object)levels;
    }
}
