using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Exports;

/// <summary>A run to export: its manifest, its people and its store; up to a tick where one is given.</summary>
public sealed record ExportSource(RunManifest Manifest, IReadOnlyList<ExportPerson> People, IRunStore Store, long? Tick = null);
