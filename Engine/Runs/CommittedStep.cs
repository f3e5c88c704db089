namespace PersonaSim.Engine.Runs;

/// <summary>A committed step and the hashes of everything up to it; probes have a chain of their own, so that they cannot change the world's.</summary>
public sealed record CommittedStep(StepId Id, string PhaseName, int Answers, string EventHash, string ProbeHash);
