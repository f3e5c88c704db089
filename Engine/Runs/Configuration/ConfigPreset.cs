namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A setting that an option of its own stands for, such as <c>--seed 7</c>.</summary>
/// <param name="Origin">What a message calls it.</param>
/// <param name="Path">The key, as <c>--set</c> takes it.</param>
/// <param name="Value">YAML: a single value, or a list or keys in brackets.</param>
public sealed record ConfigPreset(string Origin, string Path, string Value);
