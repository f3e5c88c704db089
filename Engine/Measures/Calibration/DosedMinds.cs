using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// Minds of one model and one set of settings, each with its own directions: a steering table holds 32, and a calibration asks hundreds. The caller
/// disposes what it is given.
/// </summary>
/// <param name="directions">At most <see cref="CalibrationBench.TableSize"/>; none for an unsteered mind.</param>
public delegate IMind DosedMinds(IReadOnlyList<NamedDirection> directions);
