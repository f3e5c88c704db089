using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Probes.Kinds;

/// <summary>What an observer is told, shown and asked.</summary>
internal sealed class ObserverTexts(PromptLibrary prompts)
{
    public string Task { get; } = prompts["probes/observer"].Fill() + "\n";

    public PromptText Lines { get; } = prompts["probes/observer-lines"];

    public PromptText Question { get; } = prompts["probes/observer-question"];
}
