namespace PersonaSim.Engine.Exports.Pairs;

/// <summary>Two people's lines without names, for somebody who judges which of them has more of a trait; what the key says about them.</summary>
internal sealed record TranscriptPair(char Trait, string Question, ExportPerson A, ExportPerson B, string LinesA, string LinesB, double ValueA, double ValueB);
