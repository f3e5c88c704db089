namespace PersonaSim.Engine.Reports.Run;

/// <summary>Somebody with the personality they are meant to have.</summary>
/// <param name="Meant">In standard deviations, in the order of <see cref="RunView.Letters"/>.</param>
public sealed record ReportPerson(string Name, IReadOnlyList<double> Meant);
