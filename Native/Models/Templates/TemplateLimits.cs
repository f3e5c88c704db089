namespace PersonaSim.Native.Models.Templates;

/// <summary>What one rendering may cost: a model file's template is a stranger's program.</summary>
/// <param name="Steps">Expressions and statements evaluated; a long real conversation needs some ten thousand.</param>
/// <param name="Characters">Characters copied or searched, summed over the rendering; a new list item counts as 16.</param>
/// <param name="TextLength">The longest single text, the rendering included.</param>
internal sealed record TemplateLimits(long Steps = 4_000_000, long Characters = 64_000_000, int TextLength = 4_000_000);
