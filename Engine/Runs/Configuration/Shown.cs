using System.Text;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What a message says that it found.</summary>
internal static class Shown
{
    private const int Most = 60;

    public static string Of(ConfigNode node) => node switch
    {
        ConfigScalar { IsNull: true } => "nothing",
        ConfigScalar scalar => $"'{Clip(scalar.Text)}'",
        ConfigList list => list.Items.Count == 0 ? "an empty list" : "a list",
        ConfigMap { Entries.Count: 0 } => "an empty set of keys",
        ConfigMap map => $"keys ({Clip(string.Join(", ", map.Entries.Select(e => e.Key)))})",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <summary>A user's text for one line of a terminal.</summary>
    public static string Clip(string text)
    {
        var clean = new StringBuilder();
        foreach (var c in text.Length > Most ? text[..Most] : text) clean.Append(char.IsControl(c) || char.IsSurrogate(c) ? '·' : c);
        return text.Length > Most ? clean + "…" : clean.ToString();
    }
}
