namespace PersonaSim.Vectors.Contrast;

/// <summary>Something that the linter has to say about one text, or about two.</summary>
/// <param name="Rule">One word: identical, twin, leak, contained, words, balance, count, id, length, poles or opening.</param>
/// <param name="Where">File and item.</param>
/// <param name="Other">The other text's file and item, or empty.</param>
public sealed record LintFinding(LintSeverity Severity, string Rule, string Where, string Other, string Message);
