using System.Text;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Contrast;

/// <summary>The items that make and judge a direction: one file of <c>prompts/contrast</c>, or somebody else's.</summary>
public sealed class ContrastSet
{
    internal ContrastSet(string name, char? trait, ContrastRules rules, IReadOnlyList<ContrastItem> items) => (Name, Trait, Rules, Items) = (name, trait, rules, items);

    /// <summary>The file's name without its ending, e.g. <c>E</c> or <c>agree</c>.</summary>
    public string Name { get; }

    /// <summary>Null where the set is a control, or does not say.</summary>
    public char? Trait { get; }

    public ContrastRules Rules { get; }

    public IReadOnlyList<ContrastItem> Items { get; }

    /// <summary>What counts, balance and duplicates leave to be wished for; nothing for a set that may be used.</summary>
    public IReadOnlyList<ContrastProblem> Problems => [.. ContrastChecks.Of(this)];

    /// <summary>Some of the items, by their numbers from 0, counted for train and test apart; counts and balance are the caller's business then.</summary>
    public ContrastSet Where(Func<int, bool> take) => new(Name, Trait, Rules, [.. Items.GroupBy(i => i.Split).SelectMany(g => g.Where((_, n) => take(n)))]);

    /// <summary>A set that may be used.</summary>
    /// <exception cref="InputException">Names file, line, field and reason.</exception>
    public static ContrastSet Read(string path)
    {
        var set = ReadAsItStands(path);
        return set.Problems is [var first, ..] ? throw first.In(path) : set;
    }

    /// <summary>A set whose lines are well-formed, whatever else is wrong with it: see <see cref="Problems"/>. Recognises the formats of <see cref="ContrastImport"/>.</summary>
    /// <exception cref="InputException">Names file, line, field and reason.</exception>
    public static ContrastSet ReadAsItStands(string path) => Parse(path, ReadText(path));

    /// <summary>As <see cref="ReadAsItStands"/>, from the text of a file.</summary>
    public static ContrastSet Parse(string path, string text)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var lines = ContrastLines.Read(path, text);
        if (lines.Count == 0) throw ContrastProblem.Wrong(path, 1, "id", "the file holds no items");
        return ContrastImport.Knows(lines[0].Object) ? ContrastImport.Parse(path, name, lines) : ContrastReader.Parse(path, name, lines);
    }

    private static string ReadText(string path)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"{path} is not UTF-8 text; save it as UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
