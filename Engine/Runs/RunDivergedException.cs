using PersonaSim.Native;

namespace PersonaSim.Engine.Runs;

/// <summary>Folding a run again did not give what it recorded.</summary>
public sealed class RunDivergedException(string message) : PersimException(message)
{
    public override int ExitCode => 1;

    internal static RunDivergedException At(string where, CommittedStep got, CommittedStep? recorded)
    {
        var held = recorded is null ? "holds no such step" : $"recorded {recorded.EventHash[..12]} ({recorded.Answers} answers)";
        return new RunDivergedException($"{where}: folding the recorded answers again gives another history: step {got.Id} ({got.PhaseName}) hashes to {got.EventHash[..12]} ({got.Answers} answers), the run {held}. Nothing was written. The configuration, the prompts or the program changed since the run was made: restore them{(got.Id.Tick > 0 ? $", or start a new run from a tick before this one (persim run CONFIG --from RUN@{got.Id.Tick - 1})" : "")}.");
    }
}
