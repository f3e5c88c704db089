namespace PersonaSim.Native.Training;

/// <summary>A step that was made. Losses are per unit of weight, in nats.</summary>
/// <param name="Validation">Null unless it was looked at behind this step.</param>
/// <param name="Tokens">Tokens of documents seen so far.</param>
/// <param name="TokensPerSecond">Of this process, since it began; telemetry.</param>
public sealed record TrainingProgress(long Step, long Steps, double Loss, double? Validation, double Rate, double GradientNorm, long Tokens, double TokensPerSecond);

public enum TrainingEnd
{
    Complete,

    /// <summary>The validation loss had not improved for the plan's patience.</summary>
    Early,

    /// <summary>Asked to stop; a checkpoint was written.</summary>
    Stopped,
}

/// <param name="Validation">The validation loss of the weights that are kept.</param>
/// <param name="Seconds">Wall time of this process's steps; telemetry.</param>
public sealed record TrainingOutcome(TrainingEnd End, long Step, double Loss, double Validation, long Tokens, double Seconds);
