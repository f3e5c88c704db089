namespace PersonaSim.Engine.Measures.Probes.Blinding;

/// <summary>Names, and the words of names, with whom they mean.</summary>
internal sealed class NameBook
{
    /// <summary>A word that several people are called.</summary>
    public const string Several = "";

    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);

    public int Longest { get; private set; }

    public void Add(string name)
    {
        if (name.Trim().Length == 0) return;
        Add(name.Trim(), name);
        if (!name.Contains(' ', StringComparison.Ordinal)) return;
        // words of a name that begin small ("the", "von") are not names by themselves
        foreach (var part in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length > 1 && char.IsUpper(part[0])) Add(part, name);
        }
    }

    public bool TryFind(ReadOnlySpan<char> text, out string owner) => _owners.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out owner!);

    private void Add(string alias, string owner)
    {
        if (_owners.TryGetValue(alias, out var known) && !string.Equals(known, owner, StringComparison.OrdinalIgnoreCase)) owner = Several;
        _owners[alias] = owner;
        Longest = Math.Max(Longest, alias.Length);
    }
}
