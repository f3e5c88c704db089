namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What there is to say about a key.</summary>
/// <param name="Path">Dotted; NAME stands for a name of the user's choice, N for a place in a list.</param>
/// <param name="Default">As YAML; null where the key must be given.</param>
/// <param name="Holds">It has keys of its own, which are listed behind it.</param>
public sealed record ConfigKey(
    string Path, string Type, string? Default, bool Required, bool Optional, string? Unit, string? Range, string? Example, string Sentence, IReadOnlyList<ConfigChoice> Values, bool Holds);

/// <summary>A value of a key that has only so many.</summary>
public sealed record ConfigChoice(string Value, string? Sentence);
