using PersonaSim.Engine.Runs;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>A tick of a run, as <c>RUN@TICK</c> names it; without a tick, its last complete one.</summary>
internal sealed record RunPoint(RunFolder Folder, long Tick);
