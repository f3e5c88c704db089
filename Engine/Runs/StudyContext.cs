using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Runs;

/// <summary>What a study is built with: the people by name, chance, the texts of its prompts, and for its rules the tempers.</summary>
public sealed record StudyContext(IReadOnlyList<string> People, Rng Rng, PromptLibrary Prompts, ITempers Tempers);
