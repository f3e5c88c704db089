using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>Which arms the minds of a configuration can have.</summary>
internal static class CompareArms
{
    /// <summary>Refuses an arm in one line: what it needs, and what to do.</summary>
    public static void Require(ComparedArm arm, RunConfig config, RunRequest request)
    {
        var mind = RunMinds.Listed(config).FirstOrDefault(m => m.Key == MindMap.Default).Value;
        if (mind is null) return; // the run itself says so, with the names that there are
        var rules = request.Mock || mind.Kind == MindKind.Rule;
        var directions = Treatment.Directions(arm.Arms);
        if (rules && arm.Arms.Contains(Arm.Placebo)) throw new InputException($"The arm {arm.Name} doses permuted directions in a model's activations, and the study's rules have none: leave it out of --arms, or name a model (--model FILE) instead of --mock. Rules can do none, neutral, prompt, steer, both and deranged.");
        if (rules && directions.Count > 0 && config.Persona.Match == DoseMatch.Achieved) throw new InputException($"persona.match: achieved compares what texts and doses achieve in a model, and rules have neither curve: take persona.match: units, or a model (--model FILE).");
        if (rules || directions.Count == 0) return;
        if (mind.Kind == MindKind.Remote) throw new InputException($"The arm {arm.Name} doses activations, and minds.{MindMap.Default} is a remote endpoint, which has none to reach: leave it out of --arms, or take a model of your own (--model FILE).");
        if (mind.Model is not { Length: > 0 } model) return;
        var path = ModelFiles.Find(model);
        var folder = mind.Vectors ?? VectorFiles.FolderOf(path);
        var name = Path.GetFileNameWithoutExtension(path);
        if (directions.FirstOrDefault(d => !File.Exists(Path.Combine(folder, d + ".gguf"))) is not { } missing)
        {
            if (RunMinds.LevelsOf(config.Persona) is { } levels) DoseCards.Read(folder, directions, ModelCard.Read(path).Sha256, config.Persona.Scope).RequireMatchable(directions, levels);
            return;
        }

        throw new InputException(missing.StartsWith(RunVectors.Placebo, StringComparison.Ordinal)
            ? $"The arm {arm.Name} doses directions of permuted labels, and {Folders.Show(Path.Combine(folder, missing + ".gguf"))} does not exist: make them (persim vectors placebo --model {name}, after persim vectors compute --model {name}), or leave the arm out."
            : $"The arm {arm.Name} doses the direction {missing}, and {Folders.Show(Path.Combine(folder, missing + ".gguf"))} does not exist: compute the model's vectors first (persim vectors compute --model {name}), name their folder (minds.{MindMap.Default}.vectors), or leave the arm out.");
    }

    /// <summary>What a reader should know about the arms of a comparison.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<ComparedArm> arms, RunConfig config, RunRequest request)
    {
        var mind = RunMinds.Listed(config).FirstOrDefault(m => m.Key == MindMap.Default).Value;
        var rules = request.Mock || mind is null || mind.Kind == MindKind.Rule;
        if (rules) yield return "the study's own rules answered: they know each personality, so an effect found here is one that was built in, and says nothing about a language model";
        if (rules && arms.Any(a => a.Again)) yield return "rules answer every ask by itself: none2 is none exactly";
        if (!rules && arms.Any(a => a.Arms.Contains(Arm.Placebo)) && mind!.Model is { } model && RunVectors.PlaceboDraws(mind.Vectors ?? VectorFiles.FolderOf(ModelFiles.Find(model))) is 1) yield return "placebo: one draw of permuted labels for all seeds, so what it does may be that draw's";
        if (arms.All(a => !a.Again)) yield return "no noise floor: it comes with the arm none";
    }
}
